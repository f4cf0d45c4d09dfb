## Library
library-title = Library
library-lead = Everything that a plan can say, with where it comes from. Look for a word, browse, or ask in your own words.
library-ask = Ask in your own words
library-find = Look for
library-find-hint = Such as a medicine, a treatment or a part of the body.
library-find-go = Find
library-found =
    { $count ->
        [0] Nothing holds these words
        [one] 1 page found
       *[other] { $count } pages found
    }
library-within = On this page
library-by-treatment = By treatment
library-by-phase = By how long it has hurt
library-by-question = By question
library-more = Pain, scans, signs and sources
library-back = Library
library-kind-recommendation = Advice
library-kind-medicine = Medicines
library-kind-gate = What stands in the way of a treatment
library-kind-exercise = Exercises
library-kind-class = Kinds of back pain
library-kind-imaging = Rules about scans
library-kind-red-flag = Signs that need a closer look
library-kind-question = Questions
library-kind-disagreement = Where sources disagree
library-kind-source = Sources
library-kind-text = Good to read
library-one-recommendation = Advice
library-one-medicine = Medicine
library-one-gate = What stands in the way of a treatment
library-one-exercise = Exercise
library-one-class = Kind of back pain
library-one-imaging = Rule about scans
library-one-red-flag = Sign that needs a closer look
library-one-question = Question
library-one-disagreement = Where sources disagree
library-one-source = Source
library-one-text = Good to read
library-status =
    { $status ->
        [approved] Checked by a clinician.
        [withdrawn] No longer in use.
       *[other] Not yet checked by a clinician.
    }
library-reviewed = Approved by { $by }.
library-due = To be looked at again by { $day }.
library-key = In short
library-not-for = Who must not take it
library-disagree = Sources disagree here. Who says what, and what was decided:
library-unconfirmed = Still to be confirmed
library-sources = Sources
library-partly = read in part
library-uses = What this rests on or names
library-used-by = What uses this

## What stands under what, on a page of the library
library-part-not-for = Do not take it if
library-lead-not-for = If one of these is so, this medicine may harm you. Leave it alone, and ask a pharmacist or doctor what suits you.
library-part-not-alone = Only after a doctor says yes
library-lead-not-alone = If one of these is so, do not start it by yourself. A doctor can weigh it up with you.
library-part-ask-first = Ask a pharmacist or doctor first if
library-lead-ask-first = They can say if it goes together.
library-part-dose = How much at most
library-lead-dose = Only if nothing above is so. Your own plan may say less, or none at all: then that counts. If the leaflet says less, the leaflet counts.
library-part-lower-dose = Some people may take less
library-part-by-doctor = How much
library-part-take = How to take it
library-part-how-to-stop = How to stop
library-part-stop-if = Stop and get help if
library-part-do-not-mix = Do not mix with
library-part-watch = Look out for
library-part-goes-with = Goes with
library-part-why-given = Why it is given
library-part-how = How it works
library-part-benefit = What it may bring
library-part-risk = What may harm
library-part-effort = What it asks of you
library-part-money = What it costs
library-part-evidence = How we know
library-part-steps = What to do
library-part-breathing = How to breathe
library-part-how-much = How much
library-part-progression = How to go on
library-part-exercise-stop = Stop if
library-part-equipment = What you need
library-part-why-not = Not for everyone
library-part-course = What most likely happens next
library-part-scan-cause = What is looked for
library-part-scan-changes = What a result would change
library-part-action = What to do
library-part-urgency = How urgent it can be
library-part-why-ask = Why we ask
library-part-help = Help
library-part-answers = Answers
library-part-positions = Who says what
library-part-decided = What was decided
library-part-why-decided = Why
library-part-publisher = Who published it
library-part-source-says = What was read there
library-part-source-known = General knowledge about it
library-part-read-at = Where it was read
library-part-last-read = Last read
library-part-remark = Remark

## Kinds of sources
source-no-date = no date
source-kind-guideline = Guideline
source-kind-review = Review of studies
source-kind-trial = Trial
source-kind-study = Study
source-kind-regulator = Health agency
source-kind-label = Label of a medicine
source-kind-textbook = Textbook
source-kind-questionnaire = Questionnaire
source-kind-patient-information = Information for patients
source-kind-summary-for-clinicians = Summary for clinicians
source-kinds-guideline = Guidelines
source-kinds-review = Reviews of studies
source-kinds-trial = Trials
source-kinds-study = Studies
source-kinds-regulator = Health agencies
source-kinds-label = Labels of medicines
source-kinds-textbook = Textbooks
source-kinds-questionnaire = Questionnaires
source-kinds-patient-information = Information for patients
source-kinds-summary-for-clinicians = Summaries for clinicians

## Groups of signs, and of texts
flags-belly = Belly
flags-cancer = Cancer
flags-cauda-equina = Nerves to bladder and bowel
flags-chest = Chest
flags-child = Children
flags-combination = Signs that add up
flags-concern = Other worries
flags-course = How it goes on
flags-fracture = Broken bone
flags-infection = Infection
flags-joint = Joints
flags-kidney = Kidneys
flags-medicine = Medicines
flags-mind = Mood
flags-nerve = Nerves
flags-plausibility = When you are not sure
flags-pregnancy = Pregnancy
flags-results = Test results
flags-safety = Safety
flags-severity = Very strong pain
flags-skin = Skin
flags-vessel = Blood vessels
texts-scans = What scans show
texts-activity = Moving, work and setbacks
texts-taking = Medicines that you take already
texts-warning-signs = Signs to act on
texts-review = When we look again
texts-support = Where to find help
texts-word = Words explained
texts-explained = What pain is

## Shelves
shelf-acute = New pain, up to 4 weeks
shelf-subacute = 4 to 12 weeks
shelf-chronic = More than 12 weeks
shelf-against = What we do not advise
shelf-lifestyle = Daily life
shelf-hands-on = Hands-on treatment
shelf-active = Being active
shelf-review = Looking again
shelf-education = Good to know
shelf-psychological = Thoughts and feelings
shelf-passive = Warmth and cold
shelf-rest = Rest
shelf-mind = Mood and safety
shelf-work = Work
shelf-test = Tests
shelf-procedure = Injections and operations
shelf-referral = Who else can help
shelf-device = Belts and devices
shelf-sleep = Sleep
shelf-exercise = Exercises
shelf-medicine = Medicines
