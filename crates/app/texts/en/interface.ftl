# The words of the pages. Nothing clinical stands here: that is the guideline's.
language-name = English

## The frame
skip = Skip to the page
help-now = Help now
help-now-call = In an emergency call
help-now-when = Do not wait for these pages if you feel very ill, or if something is getting worse fast.
help-now-signs = See all signs that need help
ways = Your pages
way-plan = Plan
way-today = Today
way-check = Check-in
way-scores = Before and now
way-ask = Ask
way-clinician = For your clinician
foot-status = Not a medical device. No clinician has checked these pages yet.
foot-home = Start page
foot-library = Library
foot-yours = Yours
foot-about = About
back = Back
continue = Continue
change = Change
print = Print
yes = Yes
no = No
none-of-these = None of these
foreign-parts = Parts of this page are still in English.
not-sure = I'm not sure
not-sure-others = I'm not sure about the others
optional = You may leave this out.
unit = Unit

## Without the network
offline-kept = You are offline. This is the page as it was saved on { $when }.
offline-other = You are offline, and the page that you asked for was not saved. This is what we can show you.
offline-lost = You are offline. What you sent did not arrive. Go back, and send it again when you are back online.
offline-unsent = You are offline. This was not sent. What you wrote is still on this page: try again when you are back online.
offline-unkept = You are offline. Your last answer is not kept yet. It is still on this page: send it when you are back online.

## When a request cannot be answered
refusal-title = That did not work
refusal-home = Go to the start page
refusal-nowhere = There is no such page. Nothing of yours is lost.
refusal-store = Lumbago could not read or write what it keeps. Nothing was changed. Please try again.
refusal-host = This address does not belong to this Lumbago. Use the address that it printed when it started.
refusal-foreign = Another site sent this form. It was not taken.
refusal-token = This page was open for too long, or in another browser. Go back, load the page again, and send it once more.
refusal-form = The form could not be read. Go back and send it again.
refusal-large = That is too large. Nothing was kept of it.
refusal-often = Too many forms in a short time. Wait a moment, then try again.

## Start
start-title = Let us look at your back
start-lead = Answer some questions. First we look for signs that need help soon. Then you get a plan that fits you.
start-get-title = What you get
start-get = A plan for the next two weeks, with the reason for each step, and check-ins until you are well.
start-need-title = What you need
start-need = About four minutes, and the names of your medicines. You can stop and go on later.
start-not-title = What this is not
start-not = It is not a doctor, and it does not replace one. It sends nothing anywhere: your answers stay on this machine.
start-name = What should we call you here?
start-name-hint = Any name will do. Only people who use this machine see it.
start-me = Me
start-for = For { $name }
start-role = Who is answering?
start-region = Where are you?
start-region-hint = This decides the emergency number.
start-detail = How much do you want to read?
detail-plain = Short and plain
detail-standard = With more detail
start-go = Start
home-title = Welcome back
home-no-episode = No back pain written down yet.
home-episode = Back pain from { $day }
home-do-emergency = See what to do now
home-do-today = Go to today
home-do-q = Go on with the questions
home-do-plan = See the plan
home-do-check = Answer the check-in
home-new-episode = New back pain
home-new-person = Add another person
episode-asking = questions open
episode-planned = plan made
episode-due = a check-in is due
episode-recovered = recovered
code-title = Go on with a code
code-label = The code you wrote down
code-wrong = There is no such code. Look again: it has 10 letters and digits.
code-yours = To go on in another browser, write down this code:
about-title = About Lumbago
about-data = What you tell is kept in one file on this machine. Nothing is sent anywhere. You can take it with you or delete it at any time, under "Yours".
about-edition = Guideline: { $name }, version { $version }. Fingerprint: { $content }.

## Questions
pages-left =
    { $count ->
        [0] Your answers on this page
        [one] Last page
       *[other] About { $count } pages left
    }
why-asked = Why do you ask this?
asked-of-a-carer = "You" is the person with the pain. Please answer for them, and ask them where you can.
opened-by-time = Some time has passed since your last answers. A few more questions count now, and they may change your plan.
none-apply = None of these
kept-at-once = Each answer is kept at once. You can close this page and go on later.
error-mark = Please look
error-summary = Please look at this again
error-missing = Please answer, or choose "I'm not sure".
error-choose = Please choose one of the answers.
error-text = Please write this in words.
error-number = Please give a number from { $least } to { $greatest } { $unit }.
error-none-and-some = You chose something and also "none of these". Which one is right?
error-number-and-not-sure = You gave a number and also "I'm not sure". Which one is right?
clash-title = Two answers do not fit together
clash-why = One of them may be a slip. We ask again, so that your plan rests on what is true.
body-map = Tap where it hurts. The list below says the same.
body-back = back
body-front = front
body-left = left
body-right = right
word-none = No limit
word-na = Does not apply
unit-days = days
unit-weeks = weeks
unit-months = months
unit-years = years
unit-hours = hours
unit-minutes = minutes
unit-points = points
unit-kg = kg
unit-lb = pounds
unit-st = stone
unit-cm = cm
unit-in = inches
unit-degc = °C
unit-degf = °F
unit-metres = metres
unit-yards = yards
unit-mg = mg
unit-drinks = drinks
unit-falls = falls
unit-percent = percent
unit-episodes = spells
unit-cigarettes = cigarettes
answers-title = Check your answers
answers-lead = Look over what you told us. You can change each answer. Then we make your plan.
answers-private = Private. Show my answer
answers-confirm = These are right: make my plan

## Emergency
call = Call
signs-told = What you told us
what-to-say = What to say
meanwhile = Until then
seen-title = Somebody has seen me about this
seen-lead = Tell us who looked at it and what they found. Then we go on from there.
seen-flag = Which of these did they look into?
seen-flag-hint = Choose only what they looked at and know about.
seen-flag-missing = Please choose at least one.
seen-private = Something that you told us in private
seen-stays-team = You told us that somebody saw you. This sign needs a look by an emergency department, so it stays.
seen-stays-changed = You told us that it has changed since somebody saw you. So it counts as new.
seen-stays-old = Somebody saw you, but that was more than { $days } days ago. So it counts as new.
seen-stays-visit = An emergency team has looked at this. { $days ->
    [one] A doctor or another clinician should still see you within a day.
   *[other] A doctor or another clinician should still see you within { $days } days.
} When they have, tell us here.
seen-took-place = You told us that { $by } saw you on { $day }, after the emergency team. So nobody else has to see you about this now. Your plan stays as careful as before until your next check. If a sign changes, tell us at once.
seen-by = Who saw you? (name or role)
seen-team = Where?
seen-emergency-team = Emergency department or ambulance
seen-clinician = Another clinician
seen-on = On which day?
seen-test = What did they examine or test?
seen-result = What did they find or say?
seen-unchanged = Is the sign the same as when they saw you?
seen-same = Yes, it is the same or gone
seen-changed = No, it changed, or I'm not sure
seen-send = Keep this
seen-missing = Please fill this in.
seen-day-wrong = Please give the day, today or earlier.
seen-day-before = That is before the day on which the emergency team saw you. Please give the day of the visit after it.
mistake-link = I gave a wrong answer
mistake-title = Was it a wrong answer?
mistake-lead = If the sign is real, please call now, even if you hope it is nothing. If you slipped, say so here. Both answers stay written down for your clinician.
mistake-told = You told us:
mistake-why = What is true?
mistake-send = This was a slip: ask me again
mistake-missing = Please say which answer was wrong, and what is true.
help-title = Signs that need help

## Passcode
unlock-title = Locked
unlock-lead = These pages are locked with a passcode.
passcode = Passcode
unlock = Unlock
unlock-wrong = That is not the passcode.
unlock-often = Too many tries. Wait a minute, then try again.
passcode-short = A passcode has at least 6 characters. Nothing was changed.

## Plan
print-plan = Print
print-large = Print in large letters
print-whole = This sheet is the short form. The whole plan, with its reasons and every source, is in Lumbago, and in the file that you can keep.
download-plan = Keep as one file
plan-legend = Numbers name the sources at the end. A star (*) means that a part rests on general knowledge or cautious judgement, still to be confirmed. X and a number name a point on which sources disagree.
plan-answers-of = This rests on your answers of { $day }. If something has changed since then, answer again.
plan-to-read = Read these now
choices-title = Your own choice for each option
choices-made = What you chose
choice-chosen = I want this
choice-declined = Not for me
choice-undecided = Not sure yet
choices-keep = Keep my choices
