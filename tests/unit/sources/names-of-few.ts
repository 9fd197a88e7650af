/** Ordinary names of people and departments in ten languages that windows-1252 is made for. */
export const WESTERN: Record<string, string[]> = {
  German:
    `Jürgen Müller|Björn Schäfer|Günther Groß|Käthe Weiß|Rüdiger Böhm|Jörg Köhler|Bärbel Krüger|Sören Möller|Änne Lüders|Özlem Strauß|Vertrieb Süd|Geschäftsführung|Bürgerbüro|Größe|Köln|Würzburg|Österreich|Übersetzung|Ärztehaus|Zürich|André Lüthi|René Schröder|Zoë Hänsel|Çelik Öztürk|Anaïs Höß|Hofstraße`.split(
      '|'
    ),
  French:
    `François Lefèvre|Hélène Béranger|Jérôme Gérard|Zoé Crépin|Noël Dupré|Gaëlle Lemaître|Benoît Prévost|Loïc Forêt|Anaïs Müller|Chloë Bâle|Françoise Siège|Geneviève Molière|Côme Château|Maëlle Hervé|Cécile Brûlé|Comptabilité|Trésorerie|Réception|Qualité|Élodie Étienne|Agnès Cœur|Inès Guérin|Benoîte Dîner|Célia Août|Jean-François Dupâquier|Thaïs Héloïse`.split(
      '|'
    ),
  Spanish:
    `José Núñez|María Pérez|Íñigo López|Begoña Gómez|Andrés Ibáñez|Lucía Martín|Ángel Muñoz|Óscar Peña|Úrsula Güell|Dirección|Málaga|Administración|Recepción|Sebastián Yáñez|Nuria Ordóñez|Ramón Cárdenas|Inés Bermúdez|Raúl Zúñiga|Iñaki Agüero|Julián Rincón|Verónica Quiñones|Martín Avilés|Félix Echeñique|Jesús Nájera`.split(
      '|'
    ),
  English:
    `Zoë Smith|Renée O’Brien|Chloë Jones|Siân Davies|Seán Murphy|Niamh Ó Brádaigh|Áine Kelly|Café Manager|José Ramirez|Beyoncé Knowles|Brontë Hill|André Walker|Noël Coward|Máire Byrne|Ciarán Doyle|Sinéad Ryan|Róisín Walsh|Éamon Burke|Zoé Young|François Martin`.split(
      '|'
    ),
  Swedish:
    `Åsa Sjöberg|Björn Åkesson|Märta Öberg|Göteborg|Malmö|Hälsingborg|Växel|Jörgen Lindström|Ängla Nyström|Örjan Hägg|Per-Åke Söder|Kjell Böök|Görel Wästberg|Östen Fält|Kundtjänst|Ekonomi Väst|Försäljning|Lönekontor|Rånäs|Idé Håkansson`.split(
      '|'
    ),
  Danish:
    `Søren Kjær|Jørgen Ødegård|Åse Sørensen|København|Mette Nygård|Bjørn Næss|Jens Højgaard|Lærke Møller|Bæk Østergaard|Åge Grønbæk|Ærø|Sæby|Kundeservice Nørrebro|Løn|Sigrid Bøgh|Pernille Brøndum|Anders Præst|Signe Høeg|Rønne|Asger Kjærgaard`.split(
      '|'
    ),
  Norwegian:
    `Bjørn Åsheim|Øystein Sæther|Kåre Håland|Jørn Ødegård|Ståle Bøe|Sølvi Tøyen|Asbjørn Kjølstad|Tromsø|Ålesund|Lønn|Økonomi|Åse Færøy|Geir Høie|Liv Grønn|Pål Sørbø|Mælum|Synnøve Hægstad|Trøndelag|Målfrid Øye|Gaute Ræder`.split(
      '|'
    ),
  Portuguese:
    `João Simões|Conceição Gonçalves|Inês Mourão|Direção|São Paulo|Luís Araújo|Antônio Falcão|Ângela Conceição|Mário Camões|Sebastião Brandão|Ápio Leão|Glória Magalhães|Fátima Guimarães|Júlio Estêvão|Mônica Paixão|Cláudia Galvão|Informática|Recepção|Administração|Patrícia Assunção|Zélia Marcão|Valença`.split(
      '|'
    ),
  Italian:
    `Niccolò Rinaldi|Contabilità|Città|Nicolò Forlì|Società|Mosè|Università|Qualità|Ruggì Cantù|Pietro Dalò|Jesolo Però|Caffè Sanità|Giosuè Mantè|Maltà|Cefalù|Lunedì|Perché|Alì Rosà|Salò|Libertà`.split(
      '|'
    ),
  Dutch:
    `Zoë de Vries|Daniëlle Bakker|Noël Jansen|René Smit|Loïs van Dijk|Joëlle Mulder|Anaïs Visser|Chloë Bos|Raphaël Meijer|Michaël Hoek|Gaël Maas|Coördinatie|Financiën|Renée Kuijpers|André Peeters|Désirée Vos|Bël de Boer|Aäron Dekker|Reünie|Ruïne`.split(
      '|'
    ),
};

/** Names of other languages, whose letters windows-1252 has others for. */
export const FEW: Record<string, { words: string[]; encodings: string[] }> = {
  Turkish: {
    words: 'Ayşe|Yıldız|Doğan|Şahin|Işıl|Gülşen|Çağlar|İbrahim|Uğur|Kılıç|Tuğba|Aydın'.split('|'),
    encodings: ['windows-1254', 'iso-8859-9'],
  },
  Lithuanian: {
    words:
      'Žydrūnas|Šimkus|Rūta|Gintarė|Klaipėda|Vaižgantas|Mažeika|Jonušas|Eglė|Petraitė|Šarūnas'.split(
        '|'
      ),
    encodings: ['windows-1257'],
  },
  Latvian: {
    words: 'Jānis|Bērziņš|Līga|Kalniņa|Pēteris|Ozoliņš|Rīga|Ģirts|Šķēle'.split('|'),
    encodings: ['windows-1257'],
  },
  Hungarian: {
    words: 'Győző|Kőszegi|Szűcs|Fűzfa|Erdős|Gergő|Ügyfél|Dezső|Hűvös'.split('|'),
    encodings: ['windows-1250', 'iso-8859-2'],
  },
  Slovene: {
    words: 'Kovač|Košir|Žagar|Černe|Uroš|Tomaž|Božič|Zupančič|Šuštar|Kočevar'.split('|'),
    encodings: ['windows-1250', 'iso-8859-2'],
  },
  Czech: {
    words: 'Jiří|Dvořák|Božena|Němcová|Lukáš|Černý|Růžička|Plzeň|Kučera|Ondřej|Štěpán'.split('|'),
    encodings: ['windows-1250'],
  },
  Polish: {
    words:
      'Łukasz|Wójcik|Grażyna|Kamińska|Święta|Zięba|Łódź|Dąbrowska|Księgowość|Poznań|Dębski|Gęsior'.split(
        '|'
      ),
    encodings: ['windows-1250', 'iso-8859-2'],
  },
  Croatian: {
    words: 'Kovačević|Đurić|Šimić|Željka|Ćosić|Jurčić'.split('|'),
    encodings: ['windows-1250', 'iso-8859-2'],
  },
  Greek: {
    words: 'Άννα|Ήρα|Ώρα|Γιάννης|Ελένη|Άγγελος|Όλγα'.split('|'),
    encodings: ['windows-1253', 'iso-8859-7'],
  },
  Russian: {
    words: 'Иванов|Анна|Юлия|Сергей|Отдел'.split('|'),
    encodings: ['windows-1251', 'koi8-r', 'iso-8859-5'],
  },
  Hebrew: {
    words: 'דוד|משה כהן|שרה|יעקב לוי|רחל|מכירות'.split('|'),
    encodings: ['windows-1255', 'iso-8859-8'],
  },
  Japanese: { words: '山田|鈴木 花子|営業部|田中'.split('|'), encodings: ['euc-jp'] },
};
