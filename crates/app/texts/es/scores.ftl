# Antes y ahora: qué se midió, y si ha cambiado.

scores-title = Antes y ahora
scores-lead = Subir y bajar un poco es normal. Lo que cuenta es hacia dónde va en semanas.
scores-none = Todavía no se ha medido nada. Cada revisión añade algo a esta página.
scores-first = { $before } al principio. Una revisión posterior muestra cómo va.
scores-plain = { $before } al principio, { $now } ahora.
scores-same = { $before } al principio, { $now } ahora. Es más o menos lo mismo.
scores-better = { $before } al principio, { $now } ahora. Está mejor, lo bastante para notarlo.
scores-worse = { $before } al principio, { $now } ahora. Está peor, lo bastante para notarlo.
scores-band = Dentro de la franja, el cambio desde el principio es demasiado pequeño para contar.
scores-table = Los números
scores-day = Día
scores-value = Valor
scores-chart-day = { $day } { $month }
scores-what = Qué
scores-before = Antes
scores-now = Ahora
scores-says = Qué dice
