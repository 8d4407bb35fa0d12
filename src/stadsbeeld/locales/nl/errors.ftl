# What went wrong, what still works, what to do. Each id is `error-` and the code of domain/errors.py.
error-unexpected = Er ging iets mis dat wij niet hadden voorzien. Probeer het opnieuw; blijft het misgaan, meld het dan bij de beheerder.
error-input = De invoer klopt niet: { $detail }
error-source-format = De bron { $source } gaf iets wat niet te lezen is: { $reason } De andere bronnen werken door.
error-source-unreachable = { $source } geeft geen antwoord: { $reason } De andere bronnen werken door.
error-rows-refused = { $count ->
    [one] Eén rij is geweigerd. Verbeter die rij en stuur opnieuw.
   *[other] { $count } rijen zijn geweigerd. Verbeter die rijen en stuur opnieuw.
}
error-too-large = Dit is te groot. Stuur hoogstens { $limitBytes } bytes tegelijk.
error-setting = Een instelling klopt niet: { $setting }.
error-not-found = { $id } bestaat hier niet.
error-conflict = Iemand anders heeft dit net veranderd. Lees de nieuwste stand en beslis opnieuw.
error-access = U heeft hier geen toegang toe.
error-sign-in-required = Meld u eerst aan.
error-sign-in-refused = De naam of het wachtwoord klopt niet.
error-slow-down = Te veel mislukte pogingen. Probeer het over { $waitS } seconden opnieuw.
error-not-allowed = Uw rol mag dit niet. Vraag de beheerder als u dit wel nodig heeft.
error-store = De opslag kan dit nu niet doen. Er is niets verloren; probeer het straks opnieuw.
error-store-locked = De gegevens zijn in gebruik door een ander proces. Stop dat proces of gebruik een andere map.
error-store-read-only = De map met gegevens mag niet beschreven worden. Geef schrijfrechten en start opnieuw.
error-store-full = De schijf is vol. Wat er was is veilig. Maak ruimte; daarna gaat het vanzelf verder.
error-store-damaged = Een bestand met gegevens is beschadigd. Zet de reservekopie terug.
error-store-unreachable = De databank antwoordt niet. Controleer of zij draait; er is niets verloren.
error-model-unavailable = Het voorspelmodel { $model } start hier niet. Er wordt voorspeld met de eenvoudige methode. Vraag de beheerder om het logboek.
