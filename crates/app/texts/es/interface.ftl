# Las palabras de las páginas. Aquí no hay nada clínico: eso está en la guía.
# Siempre de «tú», con palabras sencillas que valen en España y en América Latina.
# Ningún traductor médico ha revisado todavía estos textos.
language-name = Español

## The frame
skip = Ir a la página
help-now = Ayuda ahora
help-now-call = En una emergencia llama al
help-now-when = No esperes a estas páginas si te sientes muy mal, o si algo empeora rápido.
help-now-signs = Ver todas las señales que necesitan ayuda
ways = Tus páginas
way-plan = Plan
way-today = Hoy
way-check = Revisión
way-scores = Antes y ahora
way-ask = Preguntar
way-clinician = Para tu profesional de la salud
foot-status = No es un producto sanitario. Ningún profesional de la salud ha revisado todavía estas páginas.
foot-home = Inicio
foot-library = Biblioteca
foot-yours = Lo tuyo
foot-about = Sobre Lumbago
back = Atrás
continue = Continuar
change = Cambiar
print = Imprimir
yes = Sí
no = No
none-of-these = Nada de esto
foreign-parts = Algunas partes de esta página aún están en inglés.
not-sure = No lo sé
not-sure-others = De las otras no lo sé
optional = Puedes dejarlo sin responder.
unit = Unidad

## Sin red
offline-kept = Estás sin conexión. Esta es la página tal como se guardó el { $when }.
offline-other = Estás sin conexión, y la página que pediste no se había guardado. Esto es lo que podemos mostrarte.
offline-lost = Estás sin conexión. Lo que enviaste no ha llegado. Vuelve atrás y envíalo otra vez cuando vuelvas a tener conexión.
offline-unsent = Estás sin conexión. Esto no se ha enviado. Lo que escribiste sigue en esta página: inténtalo otra vez cuando vuelvas a tener conexión.
offline-unkept = Estás sin conexión. Tu última respuesta aún no se ha guardado. Sigue en esta página: envíala cuando vuelvas a tener conexión.

## When a request cannot be answered
refusal-title = No ha funcionado
refusal-home = Ir al inicio
refusal-nowhere = Esa página no existe. No se ha perdido nada tuyo.
refusal-store = Lumbago no pudo leer o escribir lo que guarda. No se cambió nada. Inténtalo otra vez.
refusal-host = Esta dirección no es de este Lumbago. Usa la dirección que mostró al arrancar.
refusal-foreign = Otro sitio envió este formulario. No se aceptó.
refusal-token = Esta página estuvo abierta demasiado tiempo, o en otro navegador. Vuelve atrás, carga la página de nuevo y envíala otra vez.
refusal-form = No se pudo leer el formulario. Vuelve atrás y envíalo otra vez.
refusal-large = Es demasiado grande. No se guardó nada.
refusal-often = Demasiados formularios en poco tiempo. Espera un momento e inténtalo otra vez.

## Start
start-title = Vamos a mirar tu espalda
start-lead = Responde unas preguntas. Primero buscamos señales que necesitan ayuda pronto. Después recibes un plan adecuado para ti.
start-get-title = Qué recibes
start-get = Un plan para las próximas dos semanas, con el porqué de cada paso, y revisiones hasta que estés bien.
start-need-title = Qué necesitas
start-need = Unos cuatro minutos, y los nombres de tus medicamentos. Puedes parar y seguir más tarde.
start-not-title = Qué no es
start-not = No es un médico, ni sustituye a uno. No envía nada a ninguna parte: tus respuestas se quedan en este equipo.
start-name = ¿Cómo te llamamos aquí?
start-name-hint = Vale cualquier nombre. Solo lo ven las personas que usan este equipo.
start-me = Yo
start-for = Para { $name }
start-role = ¿Quién responde?
start-region = ¿Dónde estás?
start-region-hint = Esto decide el número de emergencias.
start-detail = ¿Cuánto quieres leer?
detail-plain = Corto y sencillo
detail-standard = Con más detalle
start-go = Empezar
home-title = Hola de nuevo
home-no-episode = Todavía no hay ningún dolor de espalda anotado.
home-episode = Dolor de espalda del { $day }
home-do-emergency = Ver qué hacer ahora
home-do-today = Ir a hoy
home-do-q = Seguir con las preguntas
home-do-plan = Ver el plan
home-do-check = Responder la revisión
home-new-episode = Nuevo dolor de espalda
home-new-person = Añadir otra persona
episode-asking = preguntas sin terminar
episode-planned = plan hecho
episode-due = toca una revisión
episode-recovered = ya se recuperó
code-title = Seguir con un código
code-label = El código que anotaste
code-wrong = Ese código no existe. Míralo otra vez: tiene 10 letras y cifras.
code-yours = Para seguir en otro navegador, anota este código:
about-title = Sobre Lumbago
about-data = Lo que cuentas se guarda en un archivo de este equipo. No se envía nada a ninguna parte. Puedes llevártelo o borrarlo cuando quieras, en «Lo tuyo».
about-edition = Guía: { $name }, versión { $version }. Huella: { $content }.

## Questions
pages-left =
    { $count ->
        [0] Tus respuestas en esta página
        [one] Última página
       *[other] Quedan unas { $count } páginas
    }
asked-of-a-carer = «Tú» es la persona que tiene el dolor. Por favor, responde por ella y pregúntale cuando puedas.
opened-by-time = Ha pasado un tiempo desde tus últimas respuestas. Ahora cuentan algunas preguntas más, que pueden cambiar tu plan.
why-asked = ¿Por qué se pregunta esto?
none-apply = Nada de esto
kept-at-once = Cada respuesta se guarda enseguida. Puedes cerrar esta página y seguir más tarde.
error-mark = Por favor, mira
error-summary = Por favor, mira esto otra vez
error-missing = Por favor, responde, o elige «No lo sé».
error-choose = Por favor, elige una de las respuestas.
error-text = Por favor, escríbelo con palabras.
error-number = Por favor, da un número de { $least } a { $greatest } { $unit }.
error-none-and-some = Elegiste algo y también «nada de esto». ¿Cuál es correcto?
error-number-and-not-sure = Diste un número y también «No lo sé». ¿Cuál es correcto?
clash-title = Dos respuestas no encajan
clash-why = Una de ellas puede ser un error. Preguntamos otra vez, para que tu plan se apoye en lo que es cierto.
body-map = Toca donde te duele. La lista de abajo dice lo mismo.
body-back = espalda
body-front = frente
body-left = izquierda
body-right = derecha
word-none = Sin límite
word-na = No me corresponde
unit-days = días
unit-weeks = semanas
unit-months = meses
unit-years = años
unit-hours = horas
unit-minutes = minutos
unit-points = puntos
unit-kg = kg
unit-lb = libras
unit-st = stone
unit-cm = cm
unit-in = pulgadas
unit-degc = °C
unit-degf = °F
unit-metres = metros
unit-yards = yardas
unit-mg = mg
unit-drinks = bebidas
unit-falls = caídas
unit-percent = por ciento
unit-episodes = episodios
unit-cigarettes = cigarrillos
answers-title = Revisa tus respuestas
answers-lead = Mira lo que nos contaste. Puedes cambiar cada respuesta. Después hacemos tu plan.
answers-private = Privado. Mostrar mi respuesta
answers-confirm = Todo está bien: quiero mi plan

## Emergency
call = Llama al
signs-told = Lo que nos contaste
what-to-say = Qué decir
meanwhile = Mientras tanto
seen-title = Ya me han visto por esto
seen-lead = Dinos quién lo miró y qué encontró. Después seguimos desde ahí.
seen-flag = ¿Cuáles de estas señales miró?
seen-flag-hint = Elige solo lo que miró y conoce.
seen-flag-missing = Por favor, elige al menos una.
seen-private = Algo que nos dijiste en privado
seen-stays-team = Nos dijiste que alguien te vio. Esta señal la tiene que mirar un servicio de urgencias, así que sigue aquí.
seen-stays-changed = Nos dijiste que ha cambiado desde que te vieron. Por eso cuenta como nueva.
seen-stays-old = Alguien te vio, pero hace más de { $days } días. Por eso cuenta como nueva.
seen-stays-visit = Un equipo de urgencias ha mirado esto. { $days ->
    [one] Un médico u otro profesional de la salud debería verte todavía en el plazo de un día.
   *[other] Un médico u otro profesional de la salud debería verte todavía en el plazo de { $days } días.
} Cuando te haya visto, dínoslo aquí.
seen-took-place = Nos dijiste que { $by } te vio el { $day }, después del equipo de urgencias. Así que nadie más tiene que verte ahora por esto. Tu plan sigue siendo igual de prudente hasta tu próxima revisión. Si una señal cambia, dínoslo enseguida.
seen-by = ¿Quién te vio? (nombre o profesión)
seen-team = ¿Dónde?
seen-emergency-team = Servicio de urgencias o ambulancia
seen-clinician = Otro profesional de la salud
seen-on = ¿Qué día?
seen-test = ¿Qué te examinaron o qué prueba te hicieron?
seen-result = ¿Qué encontraron o qué dijeron?
seen-unchanged = ¿La señal está igual que cuando te vieron?
seen-same = Sí, está igual o ya no está
seen-changed = No, ha cambiado, o no lo sé
seen-send = Guardar esto
seen-missing = Por favor, rellena esto.
seen-day-wrong = Por favor, pon el día: hoy o antes.
seen-day-before = Eso es antes del día en que te vio el equipo de urgencias. Por favor, pon el día de la visita posterior.
mistake-link = Di una respuesta equivocada
mistake-title = ¿Fue una respuesta equivocada?
mistake-lead = Si la señal es real, por favor llama ahora, aunque esperes que no sea nada. Si fue un error, dilo aquí. Las dos respuestas quedan anotadas para tu profesional de la salud.
mistake-told = Nos dijiste:
mistake-why = ¿Qué es lo cierto?
mistake-send = Fue un error: quiero responder otra vez
mistake-missing = Por favor, di qué respuesta estaba mal, y qué es lo cierto.
help-title = Señales que necesitan ayuda

## Passcode
unlock-title = Bloqueado
unlock-lead = Estas páginas están bloqueadas con una clave.
passcode = Clave
unlock = Desbloquear
unlock-wrong = Esa no es la clave.
unlock-often = Demasiados intentos. Espera un minuto e inténtalo otra vez.
passcode-short = Una clave tiene al menos 6 caracteres. No se cambió nada.

## Plan
print-plan = Imprimir
print-large = Imprimir en letra grande
print-whole = Esta hoja es la forma corta. El plan entero, con sus razones y todas las fuentes, está en Lumbago y en el archivo que puedes guardar.
download-plan = Guardar como un archivo
plan-legend = Los números nombran las fuentes del final. Un asterisco (*) quiere decir que una parte se apoya en conocimiento general o en un juicio prudente, todavía por confirmar. X y un número nombran un punto en el que las fuentes no están de acuerdo.
plan-answers-of = Esto se basa en tus respuestas del { $day }. Si algo ha cambiado desde entonces, responde otra vez.
plan-to-read = Leer esto ahora
choices-title = Tu propia elección para cada opción
choices-made = Lo que has elegido
choice-chosen = Lo quiero
choice-declined = No es para mí
choice-undecided = Aún no lo sé
choices-keep = Guardar mis elecciones
