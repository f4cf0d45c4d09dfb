## Library
library-title = Biblioteca
library-lead = Todo lo que un plan puede decir, y de dónde viene. Recórrela, o pregunta con tus propias palabras.
library-ask = Preguntar con tus propias palabras
library-by-treatment = Por tratamiento
library-by-phase = Por el tiempo que lleva doliendo
library-by-question = Por pregunta
library-more = Lo que hay detrás
library-back = Biblioteca
library-kind-class = Tipos de dolor de espalda
library-kind-imaging = Reglas sobre las pruebas de imagen
library-kind-red-flag = Señales que hay que mirar mejor
library-kind-disagreement = Donde las fuentes no están de acuerdo
library-kind-source = Fuentes
library-one-recommendation = Consejo
library-one-medicine = Medicamento
library-one-gate = Lo que impide un tratamiento
library-one-exercise = Ejercicio
library-one-class = Tipo de dolor de espalda
library-one-imaging = Regla sobre las pruebas de imagen
library-one-red-flag = Señal que hay que mirar mejor
library-one-question = Pregunta
library-one-disagreement = Donde las fuentes no están de acuerdo
library-one-source = Fuente
library-status =
    { $status ->
        [approved] Revisado por un profesional de la salud.
        [withdrawn] Ya no se usa.
       *[other] Ningún profesional de la salud lo ha revisado todavía.
    }
library-reviewed = Aprobado por { $by }.
library-due = Hay que revisarlo otra vez como muy tarde el { $day }.
library-key = En pocas palabras
library-disagree = Aquí las fuentes no están de acuerdo. Quién dice qué, y qué se decidió:
library-unconfirmed = Todavía por confirmar
library-sources = Fuentes
library-partly = leído en parte
library-uses = En qué se apoya o qué nombra
library-used-by = Qué usa esto
shelf-acute = Dolor nuevo, hasta 4 semanas
shelf-subacute = De 4 a 12 semanas
shelf-chronic = Más de 12 semanas
shelf-against = Lo que no aconsejamos
shelf-lifestyle = Vida diaria
shelf-hands-on = Tratamiento con las manos
shelf-active = Moverse
shelf-review = Volver a mirar
shelf-education = Bueno saberlo
shelf-psychological = Pensamientos y emociones
shelf-passive = Calor y descanso
shelf-mind = Ánimo y seguridad
shelf-work = Trabajo
shelf-test = Pruebas
shelf-procedure = Inyecciones y operaciones
shelf-referral = Quién más puede ayudar
shelf-device = Fajas y aparatos
shelf-sleep = Sueño
shelf-exercise = Ejercicios
shelf-medicine = Medicamentos
