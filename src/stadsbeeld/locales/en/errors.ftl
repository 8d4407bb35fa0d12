# What went wrong, what still works, what to do. Each id is `error-` and the code of domain/errors.py.
error-unexpected = Something went wrong that we did not foresee. Try again; if it stays, tell your administrator.
error-input = The input is not right: { $detail }
error-source-format = The source { $source } gave something that cannot be read: { $reason } The other sources go on.
error-source-unreachable = { $source } gives no answer: { $reason } The other sources go on.
error-rows-refused = { $count ->
    [one] One row was refused. Mend that row and send it again.
   *[other] { $count } rows were refused. Mend those rows and send them again.
}
error-too-large = This is too large. Send at most { $limitBytes } bytes at once.
error-setting = A setting is not right: { $setting }.
error-not-found = There is no { $id } here.
error-conflict = Somebody else has just changed this. Read the newest state and decide again.
error-access = You have no access to this.
error-sign-in-required = Sign in first.
error-sign-in-refused = The name or the password is wrong.
error-slow-down = Too many failed attempts. Try again in { $waitS } seconds.
error-not-allowed = Your role may not do this. Ask the administrator if you need it.
error-store = The store cannot do this now. Nothing is lost; try again later.
error-store-locked = The data is in use by another process. Stop that process or use another folder.
error-store-read-only = The data folder cannot be written. Give write permission and start again.
error-store-full = The disk is full. What was there is safe. Make room; then it goes on by itself.
error-store-damaged = A file with data is damaged. Put back the backup.
error-store-unreachable = The database does not answer. See whether it runs; nothing is lost.
error-model-unavailable = The forecasting model { $model } does not start here. The simple method foretells. Ask the administrator for the log.
