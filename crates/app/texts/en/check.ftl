# Check-ins: what is due, what comes, and what changed.

## Questions that belong to a check-in
own-forms = Forms that you filled in elsewhere
own-forms-lead = Did a clinician give you one of these forms? Then write down the score. Leave empty what you do not have.
own-more = A few more questions
own-more-lead = These belong to this check-in.
own-skip = Leave these out
offered-title = More questions, if you like
offered-lead = Only if you want to. They help to see later what has changed.
