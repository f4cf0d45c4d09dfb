# Las revisiones: qué toca ahora, qué viene y qué ha cambiado.

## Questions that belong to a check-in
signs-title = ¿Ha empezado algo de esto?
signs-lead = La última vez no tenías nada de esto. Marca lo que tienes ahora y aquello de lo que no estés seguro. Después se te pregunta más sobre ello.
signs-empty = No has marcado nada. Si no tienes nada de esto, elige «Nada de esto».
own-now = ¿Cómo estás ahora?
own-now-lead = Después tu plan está listo.
own-forms = Cuestionarios que rellenaste en otro sitio
own-forms-lead = ¿Te dio un profesional de la salud uno de estos cuestionarios? Entonces anota la puntuación. Deja vacío lo que no tengas.
own-more = Unas preguntas más
own-more-lead = Son parte de esta revisión.
own-skip = Dejarlas sin responder
offered-title = Más preguntas, si quieres
offered-lead = Solo si quieres. Ayudan a ver más tarde qué ha cambiado.

check-title = Revisión
check-due = Toca ahora
check-none-due = Ahora no toca nada.
check-answer = Responder ahora
check-overdue =
    { $days ->
        [one] (pendiente desde ayer)
       *[other] (pendiente desde hace { $days } días)
    }
check-changed = ¿Ha cambiado algo?
check-changed-lead = ¿Peor, mejor, señales nuevas, un medicamento nuevo? Puedes responder de nuevo en cualquier momento, primero las señales de alarma.
check-changed-go = Algo ha cambiado
check-forward = Vamos a mirarlo otra vez antes
check-forward-lead = Pregunta otra vez por las señales de peligro, y después lo que hoy no se ha preguntado, para que el plan se ajuste a cómo estás ahora. Lleva unos minutos.
check-forward-go = Seguir con la revisión
check-coming = Lo que viene
check-missed = Lo que quedó sin hacer
check-missed-lead = No pasa nada. Una revisión posterior ocupa su lugar.
booked-title = Tu cita
booked-by = Alguien debería haberte visto como muy tarde el { $day }.
booked-told = { $with }, el { $day }.
booked-past = ¿Tuvo lugar? Entonces dinos en tu plan quién te vio y qué encontró.
booked-add = Anotar una cita
booked-with = ¿Con quién?
booked-on = ¿Qué día?
booked-keep = Guardar esto
booked-wrong = Por favor, di con quién y qué día.
calendar-title = Recordatorios en tu calendario
calendar-lead = Añade esta dirección a tu calendario como suscripción. Muestra los días de tus revisiones y nada sobre tu salud. Quien conozca la dirección puede ver esos días, así que guárdala para ti.
calendar-here = Funciona mientras Lumbago esté en marcha y tu calendario pueda llegar hasta él. También puedes llevarte los días en un archivo.
calendar-get = Llevarme los días
calendar-event = Revisión de Lumbago
calendar-name = Lumbago

## What changed
changed-title = Qué ha cambiado y por qué
changed-since = Comparado con tu plan del { $day }.
changed-nothing = Tus respuestas llevan al mismo plan que antes.
changed-urgency = Para cuándo: antes era «{ $before }». Ahora es «{ $after }».
changed-step-up = Tu atención avanza un paso: del paso { $from } al paso { $to }. El motivo está junto a cada cosa nueva.
changed-step-down = Necesitas menos atención: del paso { $from } al paso { $to }.
changed-new = Nuevo
changed-gone = Ya no está en tu plan
changed-because = porque:

## Mail
mail-subject = Revisión de Lumbago
mail-body = Toca una revisión. Abre Lumbago cuando tengas un momento.
