# Hoy: pasos pequeños, guardados con un toque.

day = { $day } de { $month } de { $year }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
minutes =
    { $count ->
        [one] 1 minuto
       *[other] { $count } minutos
    }

today-title = Hoy
today-due = Te espera una revisión. Lleva un momento, y cuida de tu seguridad.
today-due-go = Ir a la revisión
today-no-moves = Algunos paseos y ejercicios se dejan fuera por ahora, hasta que alguien te haya visto o tus respuestas hayan cambiado. Primero sigue tu plan.
today-see-plan = Ver tu plan
today-sources = Todo esto viene de tu plan. Allí ves de dónde viene cada parte.
today-wrong = Eso no se pudo guardar. Un paseo tiene de 1 a 600 minutos, y el dolor va de 0 a 10. Vuelve atrás e inténtalo otra vez.

morning-title = ¿Cómo estabas a la mañana siguiente?
morning-lead = Te moviste el { $day }. ¿Estaba tu dolor otra vez en su nivel habitual a la mañana siguiente?
morning-settled = Sí, como siempre
morning-not-settled = No, estaba peor

step-title = Día { $day }: tu paso pequeño
step-later-title = Sigue así
step-later = Las dos primeras semanas ya han pasado. Sigue con tus paseos y ejercicios.

walk-title = Tu paseo
rung =
    { $minutes }, { $times ->
        [one] una vez
        [2] dos veces
       *[other] { $times } veces
    } al día, { $days } días por semana
moved-up = Lo has cumplido el tiempo suficiente, así que hoy toca un paso más.
moved-pain-rose = Tu dolor subió más de { $points } puntos, así que retrocedemos un paso. Es parte del camino. No significa daño.
smallest-pain-rose = Tu dolor subió más de { $points } puntos, así que por ahora toca el paso más pequeño. Es parte del camino. No significa daño.
smallest-not-settled = Tu dolor no se había calmado a la mañana siguiente, así que por ahora toca el paso más pequeño. Es parte del camino. No significa daño.
moved-not-settled = Tu dolor no se había calmado a la mañana siguiente, así que retrocedemos un paso. Es parte del camino. No significa daño.
walk-minutes = Minutos que caminaste
walk-pain = ¿Cómo estaba el dolor? (si quieres)
walk-pain-hint = 0 es ningún dolor, 10 es el peor dolor que puedas imaginar. Dinos los dos, y cómo estabas a la mañana siguiente. Así podemos ver cuándo puedes subir un paso.
walk-wrong-minutes = Por favor, da de 1 a { $most } minutos.
walk-wrong-pain = Por favor, elige los dos dolores, de 0 a 10: antes del paseo, y lo máximo durante el paseo.
walk-pain-before = Antes del paseo
walk-pain-during = Lo máximo durante el paseo
walk-done = He dado este paseo
walk-easier = Hacerlo más fácil
walk-harder = Hacerlo más difícil
walk-not-yet = Un paso más difícil tiene que esperar: nunca dos pasos más en menos de { $days } días.
walk-how = Cómo caminar, y cuándo parar
did-today =
    { $count ->
        [one] Hecho hoy.
       *[other] Hecho hoy, { $count } veces.
    }

timer-start = Poner el reloj en marcha
timer-pause = Pausa
timer-resume = Seguir
timer-stop = Parar
timer-over = Se acabó el tiempo. Muy bien.

moves-title = Tus ejercicios
moves-more = Más ejercicios adecuados para ti
moves-add = Poner en mi lista
moves-remove = Quitar de mi lista
moves-done = Lo he hecho
moves-easier = ¿Demasiado difícil?
moves-harder = ¿Demasiado fácil?
moves-stop = Para si:
relax-title = Calma para el cuerpo y la mente
ease-title = Aliviar el dolor

goals-title = Tus metas
goals-none = Una meta sobre algo que hacer ayuda más que una meta sobre el dolor.
goal-by = { $measure }, para el { $day }. Seguridad: { $confidence } de 10.
goal-smaller = No tienes mucha seguridad con esta meta. Hazla más pequeña, para que te vaya bien: menos tiempo, un camino más corto o un día más tarde.
goal-reached = La he alcanzado
goal-dropped = Dejarla
goal-add = Poner una meta
goal-change = Cambiar esta meta
goal-what = ¿Qué quieres volver a hacer?
goal-measure = ¿Cómo lo vas a medir?
goal-day = ¿Para qué día?
goal-confidence = ¿Cuánta seguridad tienes de que puedes hacerlo? 0 es ninguna, 10 es toda.
goal-keep = Guardar esta meta
goal-examples = Ejemplos
goals-reached = Alcanzada: { $what }
goal-wrong-text = Por favor, escríbelo en pocas palabras.
goal-wrong-day = Por favor, da un día desde hoy.
goal-wrong-confidence = Por favor, elige un número de 0 a 10.
goals-enough = Por ahora son metas suficientes. Termina una antes de poner otra.

flare-title = Un plan para los días malos
flare-kept = En los días malos mantienes:
flare-activity = Actividad { $number }
flare-keep = Guardar estas
flare-days = Qué hacer
flare-help = Cuándo pedir ayuda
flare-wrong = Por favor, nombra las dos actividades.

recovered-ask = Sí, ya estoy bien otra vez
recovered-title = Ya estás bien otra vez
recovered-stay = Qué te ayuda a seguir bien
recovered-again = El dolor ha vuelto
recovered-again-lead = Hacemos las preguntas de nuevo, primero las señales de alarma.
