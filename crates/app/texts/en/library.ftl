## Library
library-title = Library
library-lead = Everything that a plan can say, with where it comes from. Browse it, or ask in your own words.
library-ask = Ask in your own words
library-by-treatment = By treatment
library-by-phase = By how long it has hurt
library-by-question = By question
library-more = Behind it
library-back = Library
library-kind-class = Kinds of back pain
library-kind-imaging = Rules about scans
library-kind-red-flag = Signs that need a closer look
library-kind-disagreement = Where sources disagree
library-kind-source = Sources
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
library-status =
    { $status ->
        [approved] Checked by a clinician.
        [withdrawn] No longer in use.
       *[other] Not yet checked by a clinician.
    }
library-reviewed = Approved by { $by }.
library-due = To be looked at again by { $day }.
library-key = In short
library-disagree = Sources disagree here. Who says what, and what was decided:
library-unconfirmed = Still to be confirmed
library-sources = Sources
library-partly = read in part
library-uses = What this rests on or names
library-used-by = What uses this
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
shelf-passive = Warmth and rest
shelf-mind = Mood and safety
shelf-work = Work
shelf-test = Tests
shelf-procedure = Injections and operations
shelf-referral = Who else can help
shelf-device = Belts and devices
shelf-sleep = Sleep
shelf-exercise = Exercises
shelf-medicine = Medicines
