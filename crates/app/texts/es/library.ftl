## Biblioteca
library-title = Biblioteca
library-lead = Todo lo que puede decir un plan, y de dónde viene. Busca una palabra, mira por temas o pregunta con tus palabras.
library-ask = Preguntar con mis palabras
library-find = Buscar
library-find-hint = Por ejemplo, un medicamento, un tratamiento o una parte del cuerpo.
library-find-go = Buscar
library-found =
    { $count ->
        [0] Ninguna página tiene estas palabras
        [one] 1 página encontrada
       *[other] { $count } páginas encontradas
    }
library-within = En esta página
library-by-treatment = Por tratamiento
library-by-phase = Por el tiempo que lleva doliendo
library-by-question = Por pregunta
library-more = Dolor, pruebas de imagen, señales y fuentes
library-back = Biblioteca
library-kind-recommendation = Consejos
library-kind-medicine = Medicamentos
library-kind-gate = Lo que impide un tratamiento
library-kind-exercise = Ejercicios
library-kind-class = Tipos de dolor de espalda
library-kind-imaging = Reglas sobre pruebas de imagen
library-kind-red-flag = Señales que hay que mirar mejor
library-kind-question = Preguntas
library-kind-disagreement = Donde las fuentes no coinciden
library-kind-source = Fuentes
library-kind-text = Bueno para leer
library-one-recommendation = Consejo
library-one-medicine = Medicamento
library-one-gate = Lo que impide un tratamiento
library-one-exercise = Ejercicio
library-one-class = Tipo de dolor de espalda
library-one-imaging = Regla sobre pruebas de imagen
library-one-red-flag = Señal que hay que mirar mejor
library-one-question = Pregunta
library-one-disagreement = Donde las fuentes no coinciden
library-one-source = Fuente
library-one-text = Bueno para leer
library-status =
    { $status ->
        [approved] Revisado por un profesional de la salud.
        [withdrawn] Ya no se usa.
       *[other] Todavía no lo ha revisado un profesional de la salud.
    }
library-reviewed = Aprobado por { $by }.
library-due = Hay que volver a mirarlo antes del { $day }.
library-key = En pocas palabras
library-not-for = Quién no debe tomarlo
library-disagree = Aquí las fuentes no coinciden. Quién dice qué, y qué se decidió:
library-unconfirmed = Aún por confirmar
library-sources = Fuentes
library-partly = leído en parte
library-uses = En qué se apoya o qué nombra
library-used-by = Dónde se usa

## Lo que está debajo de qué, en una página de la biblioteca
library-part-not-for = No lo tomes si
library-lead-not-for = Si algo de esto es así, este medicamento puede hacerte daño. No lo tomes, y pregunta a un farmacéutico o a un médico qué te conviene.
library-part-not-alone = Solo si un médico dice que sí
library-lead-not-alone = Si algo de esto es así, no empieces por tu cuenta. Un médico puede valorarlo contigo.
library-part-ask-first = Pregunta antes a un farmacéutico o a un médico si
library-lead-ask-first = Ellos pueden decir si va bien junto con lo demás.
library-part-dose = Cuánto como máximo
library-lead-dose = Solo si nada de lo de arriba es así. Tu propio plan puede decir menos, o nada: entonces vale el plan. Si el prospecto dice menos, vale el prospecto.
library-part-lower-dose = Algunas personas pueden tomar menos
library-part-by-doctor = Cuánto
library-part-take = Cómo tomarlo
library-part-how-to-stop = Cómo dejarlo
library-part-stop-if = Déjalo y pide ayuda si
library-part-do-not-mix = No lo mezcles con
library-part-watch = Fíjate en
library-part-goes-with = Va con
library-part-why-given = Para qué se da
library-part-how = Cómo funciona
library-part-benefit = Qué puede aportar
library-part-risk = Qué puede hacer daño
library-part-effort = Qué te pide
library-part-money = Qué cuesta
library-part-evidence = Cómo lo sabemos
library-part-steps = Qué hacer
library-part-breathing = Cómo respirar
library-part-how-much = Cuánto
library-part-progression = Cómo seguir
library-part-exercise-stop = Para si
library-part-equipment = Qué necesitas
library-part-why-not = No es para todos
library-part-course = Qué es lo más probable que pase
library-part-scan-cause = Qué se busca
library-part-scan-changes = Qué cambiaría un resultado
library-part-action = Qué hacer
library-part-urgency = Cuánta prisa puede correr
library-part-why-ask = Por qué lo preguntamos
library-part-help = Ayuda
library-part-answers = Respuestas
library-part-positions = Quién dice qué
library-part-decided = Qué se decidió
library-part-why-decided = Por qué
library-part-publisher = Quién lo publicó
library-part-source-says = Qué se leyó allí
library-part-source-known = Conocimiento general sobre ello
library-part-read-at = Dónde se leyó
library-part-last-read = Leído por última vez
library-part-remark = Nota

## Tipos de fuentes
source-no-date = sin fecha
source-kind-guideline = Guía clínica
source-kind-review = Revisión de estudios
source-kind-trial = Ensayo
source-kind-study = Estudio
source-kind-regulator = Agencia de salud
source-kind-label = Ficha de un medicamento
source-kind-textbook = Libro de texto
source-kind-questionnaire = Cuestionario
source-kind-patient-information = Información para pacientes
source-kind-summary-for-clinicians = Resumen para profesionales
source-kinds-guideline = Guías clínicas
source-kinds-review = Revisiones de estudios
source-kinds-trial = Ensayos
source-kinds-study = Estudios
source-kinds-regulator = Agencias de salud
source-kinds-label = Fichas de medicamentos
source-kinds-textbook = Libros de texto
source-kinds-questionnaire = Cuestionarios
source-kinds-patient-information = Información para pacientes
source-kinds-summary-for-clinicians = Resúmenes para profesionales

## Grupos de señales y de textos
flags-belly = Vientre
flags-cancer = Cáncer
flags-cauda-equina = Nervios de la vejiga y del intestino
flags-chest = Pecho
flags-child = Niños
flags-combination = Señales que se suman
flags-concern = Otras preocupaciones
flags-course = Cómo sigue
flags-fracture = Hueso roto
flags-infection = Infección
flags-joint = Articulaciones
flags-kidney = Riñones
flags-medicine = Medicamentos
flags-mind = Ánimo
flags-nerve = Nervios
flags-plausibility = Cuando hay dudas
flags-pregnancy = Embarazo
flags-results = Resultados de pruebas
flags-safety = Seguridad
flags-severity = Dolor muy fuerte
flags-skin = Piel
flags-vessel = Vasos sanguíneos
texts-scans = Qué muestran las pruebas de imagen
texts-activity = Moverse, trabajo y recaídas
texts-taking = Medicamentos que ya tomas
texts-warning-signs = Señales ante las que actuar
texts-review = Cuándo volvemos a mirar
texts-support = Dónde encontrar ayuda
texts-word = Palabras explicadas
texts-explained = Qué es el dolor

## Estantes
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
shelf-passive = Calor y frío
shelf-rest = Reposo
shelf-mind = Ánimo y seguridad
shelf-work = Trabajo
shelf-test = Pruebas
shelf-procedure = Inyecciones y operaciones
shelf-referral = Quién más puede ayudar
shelf-device = Fajas y aparatos
shelf-sleep = Sueño
shelf-exercise = Ejercicios
shelf-medicine = Medicamentos
