# Today: small steps, kept with one tap.

day = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
minutes =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }

today-title = Today
today-due = A check-in is waiting. It takes a moment, and it keeps you safe.
today-due-go = Go to the check-in
today-no-moves = Some walks and moves are left out for now, until somebody has seen you or your answers have changed. First follow your plan.
today-see-plan = See your plan
today-sources = All of this comes from your plan. There you find where each part comes from.
today-wrong = That could not be kept. A walk has minutes from 1 to 600, and pain goes from 0 to 10. Go back and try again.

morning-title = How was it the morning after?
morning-lead = You were active on { $day }. Was your pain back to its usual level the next morning?
morning-settled = Yes, as usual
morning-not-settled = No, it was worse

step-title = Day { $day }: your small step
step-later-title = Keep going
step-later = The first two weeks are behind you. Go on with your walks and moves.

walk-title = Your walk
rung =
    { $minutes }, { $times ->
        [one] once
        [2] twice
       *[other] { $times } times
    } a day, on { $days } days a week
moved-up = You kept to this for long enough, so today is one step further.
moved-pain-rose = Your pain rose by more than { $points } points, so we go back one step. That is part of the way. It does not mean harm.
smallest-pain-rose = Your pain rose by more than { $points } points, so the smallest step is right for now. That is part of the way. It does not mean harm.
smallest-not-settled = Your pain had not settled by the next morning, so the smallest step is right for now. That is part of the way. It does not mean harm.
moved-not-settled = Your pain had not settled by the next morning, so we go back one step. That is part of the way. It does not mean harm.
walk-minutes = Minutes that you walked
walk-pain = How was the pain? (if you like)
walk-pain-hint = 0 is no pain, 10 is the worst pain that you can think of. Tell us both, and how the next morning was. Then we can see when you may go one step up.
walk-wrong-minutes = Please give minutes from 1 to { $most }.
walk-wrong-pain = Please choose both pains, from 0 to 10: before the walk, and the most during it.
walk-pain-before = Before the walk
walk-pain-during = The most during the walk
walk-done = I did this walk
walk-easier = Make it easier
walk-harder = Make it harder
walk-not-yet = A harder step has to wait: never two steps up within { $days } days.
walk-how = How to walk, and when to stop
did-today =
    { $count ->
        [one] Done today.
       *[other] Done today, { $count } times.
    }

timer-start = Start the timer
timer-pause = Pause
timer-resume = Go on
timer-stop = Stop
timer-over = Time is up. Well done.

moves-title = Your moves
moves-more = More moves that fit you
moves-add = Put on my list
moves-remove = Take off my list
moves-done = I did this
moves-easier = Too hard?
moves-harder = Too easy?
moves-stop = Stop if:
relax-title = Calm body and mind
ease-title = Easing the pain

goals-title = Your goals
goals-none = A goal about doing helps more than a goal about pain.
goal-by = { $measure }, by { $day }. How sure: { $confidence } of 10.
goal-smaller = You are not so sure about this one. Make it smaller, so that it fits: less time, a shorter way, or a later day.
goal-reached = I reached it
goal-dropped = Let it go
goal-add = Set a goal
goal-change = Change this goal
goal-what = What do you want to do again?
goal-measure = How will you measure it?
goal-day = By which day?
goal-confidence = How sure are you that you can do it? 0 is not at all, 10 is fully.
goal-keep = Keep this goal
goal-examples = Examples
goals-reached = Reached: { $what }
goal-wrong-text = Please write this in a few words.
goal-wrong-day = Please give a day from today on.
goal-wrong-confidence = Please choose a number from 0 to 10.
goals-enough = That is enough goals for now. End one before you set another.

flare-title = A plan for bad days
flare-kept = On bad days you keep up:
flare-activity = Activity { $number }
flare-keep = Keep these
flare-days = What to do
flare-help = When to ask for help
flare-wrong = Please name both activities.

recovered-ask = Yes, I am well again
recovered-title = You are well again
recovered-stay = What helps you to stay well
recovered-again = The pain came back
recovered-again-lead = We ask the questions anew, the warning signs first.
