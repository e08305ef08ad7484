"""The words that made-up records are written with. Places and organisations exist nowhere; countries and schemes do."""

from __future__ import annotations

from typing import NamedTuple


def several(text: str, between: str = " ") -> tuple[str, ...]:
    return tuple(text.split(between))


# Titles: one of each, so 42 x 50 x 50 different ones. All plural, so that every adjective fits every noun.
ADJECTIVES = several(
    "Grønne Levende Trygge Åpne Nære Digitale Fornybare Små Gamle Nye Felles Aktive Kloke Rene Sterke Varme Stille "
    "Synlige Modige Frie Rettferdige Bærekraftige Tilgjengelige Historiske Nordiske Europeiske Klimavennlige Lekne "
    "Robuste Rause Nysgjerrige Enkle Ville Blå Delte Smarte Unge Forberedte Sirkulære Sunne Skapende Møtende"
)
NOUNS = several(
    "havner bygder skoler bibliotek barnehager elver øyer gater torg hager museer kulturhus verksteder korps kor "
    "scener stier sykkelveier våtmarker kystlag bedrifter gründere byrom nabolag helsehus lag lærere elever "
    "lærlinger frivillige ungdomsråd arkiv festivaler fortellinger håndverk matfat gårder skoger fjorder fyr broer "
    "tog ferjer kaier svømmehaller beredskapslag møteplasser energinett delingstun bylaboratorier"
)
CONTEXTS = several(
    "for alle|i nord|ved kysten|over grensen|i hverdagen|uten avfall|etter skoletid|langs elva|i gamle byer|"
    "på tvers av språk|for framtida|i skoleåret|sammen|med nye øyne|i liten skala|på øyene|i krise og fred|"
    "fra idé til drift|med ungdom|uten terskel|på fire språk|i sentrum|der folk bor|for eldre|på nett|rundt fjorden|"
    "hele året|i det fri|i endring|som lærer|med naboen|til lands og til vanns|før det haster|som varer|i Skagerrak|"
    "i Kattegat|rundt Østersjøen|i grenseland|med små midler|etter flommen|fra dør til dør|for barnehagen|på skift|"
    "i ny drakt|som møtes|på kort reise|i lag|med god grunn|uten bil|under åpen himmel",
    "|",
)

# Names of places: one of each, so 40 x 12 x 40 different ones.
PLACE_STARTS = several(
    "Alm Bjerk Dal Eik Fager Gran Hav Is Kalv Lind Myr Nes Ose Ring Sand Tind Ulv Vik Ås Ørn Aske Berg Duve Elv "
    "Furu Gås Hest Krake Lang Mose Nord Orre Rev Sel Torsk Ugle Vind Yxn Åker Østr"
)
PLACE_MIDDLES = ("", "a", "e", "er", "inge", "ke", "le", "me", "ar", "re", "se", "ø")
PLACE_ENDS = several(
    "by borg dal ende fors gård hamn heim holm hult köping kulla løkka lund mark mora myra näs nes rup ryd sele setra "
    "skog stad sted sund torp tuna um valla vall vang vatn viken vik våg å ås øy"
)

UNITS = ("Kultur og idrett", "Skole og oppvekst", "Teknisk drift", "Helse og velferd", "Plan og næring", "Beredskap")
ROLES = ("Seksjonsleder", "Rådgiver", "Virksomhetsleder", "Kommunalsjef", "Prosjektleder", "Rektor")
BODIES = ("Formannskapet", "Bystyret", "Hovedutvalg for kultur", "Hovedutvalg for oppvekst")
COUNTRIES = ("DK", "SE", "FI", "IS", "DE", "PL", "EE", "LV", "LT", "NL", "FR", "ES", "IT", "MZ", "KE", "BR", "GL", "FO")
AREAS = ("knowledge", "technology", "culture", "environment", "preparedness", "business", "school")
ORGANISATIONS = (
    "kommun",
    "kommune",
    "kulturskole",
    "høgskole",
    "museum",
    "næringsforening",
    "havnevesen",
    "folkehøyskole",
)


class Scheme(NamedTuple):
    """Where money may come from."""

    name: str
    programme: str
    kind: str


SCHEMES = (
    Scheme("Interreg Sverige-Norge", "interreg-sverige-norge", "interreg"),
    Scheme("Interreg Øresund-Kattegat-Skagerrak", "interreg-oks", "interreg"),
    Scheme("Interreg Nordsjøen", "interreg-nordsjoen", "interreg"),
    Scheme("Kreativt Europa", "creative-europe", "eu"),
    Scheme("Erasmus+", "erasmus-plus", "eu"),
    Scheme("EØS-midlene", "eea-grants", "eea"),
    Scheme("Nordisk ministerråd", "nordic-council", "nordic"),
    Scheme("Norec", "norec", "state"),
    Scheme("Fylkeskommunen", "county", "county"),
)

SUMMARIES = (
    "Partene prøver ut løsninger hver for seg og møtes to ganger i året for å lære av det som ikke gikk.",
    "Bakgrunnen er at begge kommunene har mistet folk og tilbud, og at ingen av dem klarer å snu det alene.",
    "Ansatte hospiterer hos hverandre i to uker, og skriver ned hva de tar med seg hjem.",
    "Målet er et tilbud som står på egne bein når tilskuddet tar slutt.",
    "Elever og lærlinger har vært med fra den første søknaden, og leder to av arbeidsgruppene.",
    "Et nettverk av små aktører får hjelp til å søke, rapportere og dele det de lager.",
    "Arbeidet bygger på en forstudie fra fylkeskommunen, og følger de samme indikatorene.",
    "Det som blir laget, legges fritt ut på norsk, svensk og engelsk.",
    "Næringslivet er med fra dag én, og betaler sin egen del.",
    "Prosjektet tar opp tråden fra et samarbeid på 1990-tallet som mange ennå husker.",
    "Halvparten av møtene holdes på nett, og reisene går med tog der det lar seg gjøre.",
    "Kommunen har ansvaret for opplæringen; partneren tar seg av utstyr og lokaler.",
)
STATEMENTS = (
    ("Flere går og sykler til daglige gjøremål", "Passeringer i året", "passeringer"),
    ("Ansatte tar i bruk metoder fra partneren", "Ansatte som har hospitert", "personer"),
    ("Unge har et sted å være etter skoletid", "Besøkende i uka", "personer"),
    ("Mindre avfall havner i fjorden", "Avfall samlet i strandsonen", "kg"),
    ("Bedrifter på begge sider av grensen handler med hverandre", "Avtaler som er inngått", "avtaler"),
    ("Elevene kan språket til nabolandet bedre", "Elever som fullfører kurset", "elever"),
    ("Beredskapen er øvd på tvers av grensen", "Øvelser med begge kommunene", "øvelser"),
    ("Flere får oppleve kunst der de bor", "Publikum på forestillingene", "personer"),
    ("Utslippene fra kommunens egne bygg går ned", "Tonn CO₂ i året", "tonn"),
    ("Eldre bor lenger hjemme", "Husstander med hjelpemiddel", "husstander"),
)
ACTIVITIES = (
    ("Kartlegging", "Notat til begge kommuner"),
    ("Oppstartsmøte og plan for kommunikasjon", "Kommunikasjonsplan"),
    ("Hospitering", "Tolv gjennomførte opphold"),
    ("Utprøving i liten skala", "Logg fra tre steder"),
    ("Workshop med ungdomsrådene", "Liste over forslag"),
    ("Bygging og montering", "Anlegg i drift"),
    ("Kurs for ansatte", "Kursmateriell på to språk"),
    ("Avslutning og overlevering", "Veileder og sluttrapport"),
)
PLANS = (
    "Først kartlegges det som finnes, så prøves det nye ut i liten skala, og til slutt blir det en del av driften.",
    "Arbeidet går i tre faser med en milepæl hver; styringsgruppen avgjør om neste fase skal settes i gang.",
    "Hver part har ansvaret for sin egen pakke, og legger fram status på fellesmøtene i mars og oktober.",
)
PRODUCTS = (
    "En veileder på norsk og engelsk som andre kommuner fritt kan bruke.",
    "En vandreutstilling som vises i begge byene.",
    "En åpen kursrekke med oppgaver, filmer og øvelser.",
    "Et fast tilbud i kommunens egen drift.",
)
RISKS = (
    (
        "Kurssvingninger gjør reisene dyrere enn budsjettert.",
        "Billetter bestilles tidlig, og det er satt av en reserve.",
    ),
    (
        "Nøkkelpersoner slutter før arbeidet er overlevert.",
        "To personer kjenner hver oppgave; alt står i en felles mappe.",
    ),
    ("For få melder seg på.", "Påmeldingen åpner tre måneder før, og skolene spør elevene direkte."),
    ("Mindreårige reiser uten foresatte.", "To voksne i hvert følge, politiattest, og samtykke fra alle foresatte."),
    ("Sikkerhetssituasjonen endrer seg.", "UDs reiseråd følges, og møtene flyttes til nett på kort varsel."),
)
BENEFITS = (
    ("Ansatte lærer metoder som er prøvd ut andre steder.", "Partneren får tilgang til kursmateriell og veiledning."),
    ("Innbyggerne får et tilbud kommunen ikke hadde klart alene.", "Et større fagmiljø å støtte seg på."),
    ("Næringslivet finner nye kunder over grensen.", "Lokale bedrifter får en vei inn i det norske markedet."),
    ("Ungdom fra byen får venner og erfaring i utlandet.", "Skolen får besøk av elever og lærere hvert år."),
)
CONTRIBUTIONS = (
    "Tiltakene måles hvert år og legges fram for utvalget.",
    "Flere deltar i lokalsamfunnet der de bor.",
    "Mindre utslipp fra transport og bygg.",
    "Barn og unge lærer om verden ved å møte den.",
    "Erfaringene deles med andre små kommuner.",
)
NOTES = (
    "Møtet i juni ble flyttet fordi ferja sto. Se referatet i arkivet.",
    "Tallet for besøkende er anslått fra tellinger i to uker.",
    "Styringsgruppen ba i mars om at planen blir kortere: «færre ord, flere datoer».",
    "Avklares: hvem eier utstyret når prosjektet er slutt?",
)
COMMENTS = (
    "# Tallene er hentet fra søknaden, ikke fra regnskapet.",
    "# Avklart med økonomi i januar.",
    "# Står slik i avtalen; den er på engelsk.",
    "# Oppdateres etter styringsgruppens møte.",
)
TRADITIONS = (
    ("Julegran på torget", "hvert år", "Grana blir felt i byens egen skog og tent første søndag i advent."),
    ("Nordisk ungdomsuke", "hvert annet år", "Femten ungdommer fra hver by møtes til idrett, musikk og debatt."),
)
PURPOSES = ("Fagmøte om beredskap", "Signering av avtalen", "Korutveksling", "Planlegging av søknad", "Skolebesøk")
GREEN = ("Bedriftene deler spillvarme.", "Reiser går med tog og ferje.", "Brukte materialer får nytt liv.")
SERVICES = ("Tjenesten får nye metoder og kortere ventetid.", "Lokalsamfunnet får en møteplass som er åpen hele året.")

SDG_TARGETS = {
    3: ("3.4", "3.8"),
    4: ("4.2", "4.4", "4.7"),
    5: ("5.1", "5.5"),
    7: ("7.2", "7.3"),
    8: ("8.3", "8.9", "8.10"),
    9: ("9.1", "9.4"),
    10: ("10.2", "10.3"),
    11: ("11.3", "11.4", "11.6"),
    12: ("12.5", "12.8"),
    13: ("13.1", "13.3"),
    14: ("14.1", "14.2"),
    15: ("15.1", "15.5"),
    16: ("16.6", "16.7"),
    17: ("17.16", "17.17"),
}
