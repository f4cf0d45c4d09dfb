## Ask
ask-title = Ask a question
ask-more = Ask something else
ask-lead = Write it as you would say it. We look for danger in your words first. Then we answer with what the guideline holds, and nothing else.
ask-label = Your question
ask-hint = For example: may I go to the gym? Do not write names.
ask-send = Ask
ask-empty = Please write your question first.
ask-no-episode = Here we know nothing about you, so the answer is general. Nothing of it is kept.
ask-now = Please answer this first
ask-check = A short check of your body
ask-start = Answer the questions
ask-private = Open the question
ask-first =
    { $count ->
        [one] Before this could fit you, we would have to ask one question
       *[other] Before this could fit you, we would have to ask { $count } questions
    }
ask-on-plan = This is on your plan.
ask-read-more = Read more
