# What is yours: people, taking everything along, the passcode, deleting.
yours-title = Yours
yours-lead = Everything you tell is kept in one file on this machine. It belongs to you.
yours-people = Who is here
yours-nobody = Nobody has told anything yet.
yours-name = Name
yours-name-missing = Please give a name.
yours-rename = Change the name
yours-rename-keep = Keep this name
yours-episode = Back pain from { $day }
yours-delete-person = Delete { $name } and everything of theirs
yours-take = Take it with you
yours-take-lead = One file with everyone here, every answer and every date. Anyone who has the file can read it, so keep it safe.
yours-json = Take everything (JSON), to bring it in again
yours-csv = Take everything as a table (CSV)
yours-import = Bring it in again
yours-import-lead = Choose a file that you took from Lumbago (JSON). What is here already stays as it is.
yours-import-file = The file
yours-import-send = Bring it in
yours-import-missing = Please choose a file. Nothing was changed.
yours-import-wrong = That file is not one that Lumbago wrote, or it is broken. Nothing was changed.
yours-import-form = That file is from another version of Lumbago, which this one cannot read. Nothing was changed.
yours-import-day = That file has a date that cannot be right. Nothing was changed.
yours-import-episode = That file has a spell of back pain without a proper mark. Nothing was changed.
yours-import-large = That file is too large. Nothing was changed.
yours-imported =
    { $count ->
        [0] Everything in that file was here already. Nothing was changed.
        [one] One spell of back pain came in.
       *[other] { $count } spells of back pain came in.
    }
yours-imported-longer =
    { $count ->
        [one] One spell of back pain that was here has grown: the newer notes of that file came in.
       *[other] { $count } spells of back pain that were here have grown: the newer notes of that file came in.
    }
yours-imported-differ =
    { $count ->
        [one] One spell of back pain is here in another way than in that file. It stays as it is here. Please keep the file.
       *[other] { $count } spells of back pain are here in another way than in that file. They stay as they are here. Please keep the file.
    }
yours-imported-misfit =
    { $count ->
        [one] One answer in it no longer fits a question. It is kept, and we ask that question again.
       *[other] { $count } answers in it no longer fit their questions. They are kept, and we ask those questions again.
    }
yours-passcode = Lock with a passcode
yours-passcode-lead = Then nobody can read these pages without it. If you forget it, we cannot open them again. The help page stays open for all.
yours-passcode-is-set = These pages are locked with a passcode.
passcode-present = Your passcode now
passcode-passcode = New passcode (6 characters or more)
passcode-again = The new passcode once more
passcode-again-wrong = These two are not the same. Nothing was changed.
passcode-long = That is too long for a passcode. Nothing was changed.
passcode-needed = Other machines can reach these pages, so the passcode must stay. Nothing was changed.
passcode-set = Set the passcode
passcode-change = Change the passcode
passcode-remove = Take the lock away
passcode-lock = Lock now, in every browser
yours-delete = Delete everything
yours-delete-lead = Everything of everyone here goes. You can take a copy first.
yours-delete-link = Delete everything here
yours-delete-title = Delete everything?
yours-delete-what = This deletes every person, every answer and every note on this machine. It cannot be undone. Copies that you took stay where you put them.
yours-delete-one-title = Delete { $name }?
yours-delete-one-what = This deletes every answer and every note of { $name }. It cannot be undone.
yours-delete-yes = Yes, delete
yours-delete-no = No, keep it
yours-deleted-title = It is deleted
yours-deleted = Nothing of it is left in the file on this machine.
