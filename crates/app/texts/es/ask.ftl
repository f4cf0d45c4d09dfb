## Ask
ask-title = Hacer una pregunta
ask-more = Pregunta otra cosa
ask-lead = Escríbela como la dirías. Primero buscamos señales de peligro en tus palabras. Después respondemos con lo que dice la guía, y nada más.
ask-label = Tu pregunta
ask-hint = Por ejemplo: ¿puedo ir al gimnasio? No escribas nombres.
ask-send = Preguntar
ask-empty = Por favor, escribe primero tu pregunta.
ask-no-episode = Aquí no sabemos nada de ti, así que la respuesta es general. No se guarda nada de ella.
ask-now = Por favor, responde primero a esto
ask-check = Una revisión corta de tu cuerpo
ask-start = Responder las preguntas
ask-private = Abrir la pregunta
ask-first =
    { $count ->
        [one] Antes de saber si esto es adecuado para ti, tendríamos que hacer una pregunta
       *[other] Antes de saber si esto es adecuado para ti, tendríamos que hacer { $count } preguntas
    }
ask-on-plan = Esto está en tu plan.
ask-read-more = Leer más
