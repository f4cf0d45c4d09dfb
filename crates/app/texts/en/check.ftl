# Check-ins: what is due, what comes, and what changed.

## Questions that belong to a check-in
signs-title = Has any of this started?
signs-lead = Last time you had none of these. Tick what you have now, and what you are not sure of. We then ask more about it.
signs-empty = Nothing is ticked. If you have none of these, choose "None of these".
own-now = How are things now?
own-now-lead = Then your plan is ready.
own-forms = Forms that you filled in elsewhere
own-forms-lead = Did a clinician give you one of these forms? Then write down the score. Leave empty what you do not have.
own-more = A few more questions
own-more-lead = These belong to this check-in.
own-skip = Leave these out
offered-title = More questions, if you like
offered-lead = Only if you want to. They help to see later what has changed.

check-title = Check-in
check-due = Due now
check-none-due = Nothing is due now.
check-answer = Answer now
check-overdue =
    { $days ->
        [one] (waiting since yesterday)
       *[other] (waiting for { $days } days)
    }
check-changed = Has something changed?
check-changed-lead = Worse, better, new signs, a new medicine? You can answer anew at any time, the warning signs first.
check-changed-go = Something changed
check-forward = Let us look again sooner
check-forward-lead = It asks about danger signs again, and then what was not asked today, so that the plan fits how you are now. It takes a few minutes.
check-forward-go = Go on to the review
check-coming = What comes
check-missed = What was left out
check-missed-lead = That is all right. A later check-in takes its place.
booked-title = Your appointment
booked-by = Somebody should have seen you by { $day }.
booked-told = { $with }, on { $day }.
booked-past = Did it take place? Then tell us on your plan who saw you and what they found.
booked-add = Write down an appointment
booked-with = With whom?
booked-on = On which day?
booked-keep = Keep this
booked-wrong = Please say with whom and on which day.
calendar-title = Reminders in your calendar
calendar-lead = Add this address to your calendar as a subscription. It shows the days of your check-ins and nothing about your health. Anyone who knows the address can see these days, so keep it to yourself.
calendar-here = It works while Lumbago runs and your calendar can reach it. You can also take the days along as a file.
calendar-get = Take the days along
calendar-event = Lumbago check-in
calendar-name = Lumbago

## What changed
changed-title = What changed and why
changed-since = Compared with your plan of { $day }.
changed-nothing = Your answers lead to the same plan as before.
changed-urgency = How soon: it was "{ $before }". Now it is "{ $after }".
changed-step-up = Your care goes one step further: from step { $from } to step { $to }. Why stands beside each new thing.
changed-step-down = Your care needs less: from step { $from } to step { $to }.
changed-new = New
changed-gone = No longer in your plan
changed-because = because:

## Mail
mail-subject = Lumbago check-in
mail-body = A check-in is due. Open Lumbago when you have a moment.
