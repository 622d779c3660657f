"""What invented towns write in their own words. Data like the answers themselves, and like these in German."""

WEB_ADDRESS = "https://www.example.de/{ags}/{section}"

TEXTS = (
    "Unser Mängelmelder wird gut angenommen. Wichtig war, dass die Rückmeldung an die Bürgerinnen und Bürger "
    "automatisch kommt.",
    "Die Einführung der elektronischen Akte haben wir Amt für Amt gemacht und jedes Amt vorher geschult.",
    "Gemeinsam mit zwei Nachbarkommunen teilen wir uns eine Stelle für Informationssicherheit.",
    "Die Schulen haben eine gemeinsame Lösung mit einem festen Ansprechpartner. Das entlastet die Lehrkräfte.",
    "Wir messen die Auslastung der Parkplätze mit wenigen Sensoren. Das reicht für gute Entscheidungen.",
    "Das digitale Energiemonitoring hat im ersten Jahr mehr eingespart, als es gekostet hat.",
    "Digitale Sprechstunden in der Bücherei: Ehrenamtliche helfen beim Ausfüllen von Online-Anträgen.",
    "Wir haben alle Formulare vereinfacht, bevor wir sie digitalisiert haben.",
    "Der Notfallplan für die IT wird einmal im Jahr an einem Vormittag durchgespielt.",
    "Bei Ausschreibungen verlangen wir offene Schnittstellen. Ein Wechsel des Anbieters ist uns so bereits gelungen.",
    "Die Pegelmessung am Bach wurde mit dem Bauhof und der Feuerwehr aufgebaut.",
    "Ein kleines Team aus allen Ämtern trifft sich jeden Monat und entscheidet über neue Vorhaben.",
)
