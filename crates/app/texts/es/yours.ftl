# Lo tuyo: las personas, llevarse todo, la clave, borrar.
yours-title = Lo tuyo
yours-lead = Todo lo que cuentas se guarda en un archivo de este equipo. Te pertenece.
yours-people = Quién está aquí
yours-nobody = Todavía nadie ha contado nada.
yours-name = Nombre
yours-name-missing = Por favor, da un nombre.
yours-rename = Cambiar el nombre
yours-rename-keep = Guardar este nombre
yours-episode = Dolor de espalda del { $day }
yours-delete-person = Borrar a { $name } y todo lo suyo
yours-take = Llévatelo
yours-take-lead = Un archivo con todas las personas de aquí, cada respuesta y cada fecha. Quien tenga el archivo puede leerlo, así que guárdalo bien.
yours-json = Llevarme todo (JSON), para poder traerlo de nuevo
yours-csv = Llevarme todo como una tabla (CSV)
yours-import = Traerlo de nuevo
yours-import-lead = Elige un archivo que te llevaste de Lumbago (JSON). Lo que ya está aquí se queda como está.
yours-import-file = El archivo
yours-import-send = Traerlo
yours-import-missing = Por favor, elige un archivo. No se cambió nada.
yours-import-wrong = Ese archivo no lo escribió Lumbago, o está dañado. No se cambió nada.
yours-import-form = Ese archivo es de otra versión de Lumbago, que esta no puede leer. No se cambió nada.
yours-import-day = Ese archivo tiene una fecha que no puede ser correcta. No se cambió nada.
yours-import-episode = Ese archivo tiene una temporada de dolor de espalda sin una marca válida. No se cambió nada.
yours-import-large = Ese archivo es demasiado grande. No se cambió nada.
yours-imported =
    { $count ->
        [0] Todo lo de ese archivo ya estaba aquí. No se cambió nada.
        [one] Ha entrado una temporada de dolor de espalda.
       *[other] Han entrado { $count } temporadas de dolor de espalda.
    }
yours-imported-longer =
    { $count ->
        [one] Una temporada de dolor de espalda que ya estaba aquí ha crecido: entraron las notas más nuevas del archivo.
       *[other] { $count } temporadas de dolor de espalda que ya estaban aquí han crecido: entraron las notas más nuevas del archivo.
    }
yours-imported-differ =
    { $count ->
        [one] Una temporada de dolor de espalda está aquí de otra manera que en ese archivo. Se queda como está aquí. Por favor, guarda el archivo.
       *[other] { $count } temporadas de dolor de espalda están aquí de otra manera que en ese archivo. Se quedan como están aquí. Por favor, guarda el archivo.
    }
yours-imported-misfit =
    { $count ->
        [one] Una respuesta ya no encaja con ninguna pregunta. Se guarda, y volvemos a hacer esa pregunta.
       *[other] { $count } respuestas ya no encajan con sus preguntas. Se guardan, y volvemos a hacer esas preguntas.
    }
yours-passcode = Bloquear con una clave
yours-passcode-lead = Entonces nadie puede leer estas páginas sin ella. Si la olvidas, no podemos volver a abrirlas. La página de ayuda queda abierta para todos.
yours-passcode-is-set = Estas páginas están bloqueadas con una clave.
passcode-present = Tu clave de ahora
passcode-passcode = Clave nueva (6 caracteres o más)
passcode-again = La clave nueva otra vez
passcode-again-wrong = Las dos no son iguales. No se cambió nada.
passcode-long = Es demasiado larga para una clave. No se cambió nada.
passcode-needed = Otros equipos pueden llegar a estas páginas, así que la clave tiene que quedarse. No se cambió nada.
passcode-set = Poner la clave
passcode-change = Cambiar la clave
passcode-remove = Quitar el bloqueo
passcode-lock = Bloquear ahora, en todos los navegadores
yours-delete = Borrar todo
yours-delete-lead = Se borra todo lo de todas las personas de aquí. Antes puedes llevarte una copia.
yours-delete-link = Borrar todo lo que hay aquí
yours-delete-title = ¿Borrar todo?
yours-delete-what = Esto borra todas las personas, todas las respuestas y todas las notas de este equipo. No se puede deshacer. Las copias que te llevaste se quedan donde las pusiste.
yours-delete-one-title = ¿Borrar a { $name }?
yours-delete-one-what = Esto borra todas las respuestas y todas las notas de { $name }. No se puede deshacer.
yours-delete-yes = Sí, borrar
yours-delete-no = No, conservarlo
yours-deleted-title = Borrado
yours-deleted = No queda nada de ello en el archivo de este equipo.
