# Учаске картасын тексеру есебі және аумақтың суреті. Мәтін файлға жазылады, HTML емес.

import-title = Учаскелер картасын тексеру
import-counts = Оқылды: аумақ — { $areas }, полиция пункті — { $stations }, учаске — { $precincts } (шекарасы сызылғаны — { $outlined }), инспектор — { $inspectors }, басшы — { $heads }, көше атауының өзгеруі — { $renamed }.
import-good = Қате табылған жоқ, картаны жүктеуге болады.
import-refused = { $count } қате табылды. Карта жүктелмейді: қателерді түзетіп, файлды қайта жіберіңіз. Картада орны белгілі қателер айқас сызықпен көрсетілген.
import-reports-left = Мына учаскелер болмаса, ашық хабарламалар иесіз қалар еді: { $list }. Хабарламалар жабылғанша бұл учаскелерді анықтамалықта қалдырыңыз.
import-problems = Қателер
import-remarks = Ескертулер (жүктеуге кедергі емес)
import-not-compared = Қатесі бар контурлар көршілерімен салыстырылған жоқ, саны: { $count }. Олардағы қабаттасулар мен бос жерлер әзірге белгісіз.
import-overlaps = Қабаттасулар: { $count }
import-overlaps-rule = Бұл жерлерді екі учаске де өзінікі деп көрсетеді. Мұндай жерде бот тұрғынға екі учаскені де ұсынады; біреуі ғана керек болса, коды кіші учаске алынады. Нөмірлер картадағы қызыл белгілермен бірдей.
import-overlaps-none = Қабаттасу жоқ.
import-overlaps-tiny = Ауданы 1 м²-ге жетпейтін ұсақ қабаттасулар: { $count }.
import-drawn = Картада ең үлкендері ғана белгіленді, ең көбі { $count }.
import-unfinished = Шекаралар бір-бірімен тым жиі қабаттасады: қабаттасулардың бәрі көрсетілген жоқ, бос жерлер ізделмеді. Көрсетілгендерін түзетіп, қайта тексеріңіз.
import-gaps = Учаскелер арасындағы бос жерлер: { $count }
import-gaps-rule = Бұл жерлерді учаскелер жан-жағынан қоршап тұр, бірақ олар ешбір учаскеге кірмейді. Әдейі солай қалдырылса (көл, зауыт), ештеңе істеудің қажеті жоқ. Нөмірлер картадағы сұр белгілермен бірдей.
import-gaps-none = Бос жер жоқ.
import-gaps-tiny = Ауданы 1 м²-ге жетпейтін ұсақ бос жерлер: { $count }.

import-where = { $file }{ $sheet ->
    [none] {""}
   *[other] , «{ $sheet }» парағы
}{ $outline ->
    [none] {""}
   *[other] , { $outline }-контур
}{ $row ->
    [none] {""}
   *[other] , { $row }-жол
}{ $column ->
    [none] {""}
   *[other] , «{ $column }» бағаны
}{ $code ->
    [none] {""}
   *[other] {" "}({ $code } учаскесі)
}
import-line = { $place }: { $what }.
import-line-at = { $place }: { $what }. Картадағы орны: { $at }.
import-overlap = { $number }. { $first } және { $second }: { $area }. Картадағы орны: { $at }.
import-gap = { $number }. { $area }. Картадағы орны: { $at }. Айналасындағы учаскелер: { $codes }.
import-m2 = { $number } м²
import-ha = { $number } га
import-km2 = { $number } км²

territory-title = Учаске аумақтарының мәтіні қалай оқылды ({ $column } бағаны)
territory-counts = Учаске — { $precincts }, көше мен шағын аудан — { $entries }, түсініксіз жер — { $pieces }.
territory-legend =
    Жолдарды кестедегі мәтінмен салыстырып шығыңыз. Көшенің бір бөлігі ғана аталса, бот тұрғыннан қайта сұрап нақтылайды.
    «?» — мәтіннің бот түсінбеген жері, іздегенде ол ескерілмейді. «≠» — екі тілдегі мәтін бір-біріне сәйкес келмейді.
territory-precinct = { $code }. { $name }
territory-none = (қазақша мәтіні жоқ)
territory-line = { $place } — { $what }
territory-differs = ≠ орысша мәтінде басқаша: { $what }
territory-unknown = ? { $piece }
territory-kind = { $kind ->
    [street] { $name } көшесі
    [avenue] { $name } даңғылы
    [boulevard] { $name } бульвары
    [highway] { $name } тас жолы
    [lane] { $name } бұрылысы
    [dead_end] { $name } тұйығы
    [passage] { $name } өтпе жолы
    [square] { $name } алаңы
    [embankment] { $name } жағалауы
    [microdistrict] { $name } шағын ауданы
    [quarter] { $name } орамы
    [complex] { $name } тұрғын үй кешені
    [massif] { $name } тұрғын алабы
    [settlement] { $name } елді мекені
    [country] { $name } саяжайы
    [district] { $name } ауданы
    [city] { $name } қаласы не облысы
   *[unnamed] { $name } (көше не қала бөлігі)
}
territory-number = { $kind ->
    [microdistrict] { $number }-шағын аудан
    [quarter] { $number }-орам
    [street] { $number }-көше
   *[other] № { $number }
}
territory-whole = барлық үйлер
territory-houses = үйлер: { $houses }
territory-part = { $why ->
    [segment] бір бөлігі ғана, үй нөмірлері көрсетілмеген
    [edge] тек шегі ретінде аталған
    [corner] тек қиылысы
    [partly] бір бөлігі ғана, қай үйлер екені көрсетілмеген
    [between] тек аталған үйлердің аралығы
    [boundary] учаскенің шекарасы осы жермен өтеді
    [venue] тек жекелеген ғимараттар
    [around] басқа көшелердің қай жерде екенін ғана көрсетеді
    [open] тізім аяқталмаған
   *[vague] шегі нақты көрсетілмеген жер
}{ $houses ->
    [none] {""}
   *[other] ; { $houses }
}
territory-range = { $range }{ $side ->
    [odd] {" "}(тақ)
    [even] {" "}(жұп)
   *[none] {""}
}
territory-onward = { $from } және одан әрі{ $side ->
    [odd] {" "}(тақ)
    [even] {" "}(жұп)
   *[none] {""}
}
territory-ends = { $range } (аралығындағы үйлер туралы бот қайта сұрайды)
territory-unclear = { $house } (қай көшенің нөмірі екені түсініксіз)
territory-side = { $side ->
    [odd] тақ жағы түгел
   *[even] жұп жағы түгел
}
territory-except = кірмейді: { $houses }

note-closed = шекара сызығы тұйықталмаған еді, түзу сызықпен тұйықталды
note-repaired = контур автоматты түрде түзетілді, өзгерген ауданы: { $area }
note-sliver = тым жіңішке жолақ, байқаусызда сызылғанға ұқсайды: { $area }
note-dropped = ауданы жоқ сызық ішіндегі ойықтарымен бірге алып тасталды
note-no-outline = бұл учаске шекара файлында жоқ

wrong-no-file = мұндай файл не парақ жоқ
wrong-not-folder = бұл — қалта да, .xlsx кітабы да емес
wrong-not-file = бұл файл емес: қалта, құбыр (pipe) немесе құрылғы
wrong-not-read = мұндай файл оқылмайды: кестелер .csv файлдарында не бір .xlsx кітабының парақтарында, ал шекаралар precincts.geojson, .kml, .kmz не .zip файлында болуға тиіс
wrong-unreadable = файлды оқу мүмкін емес ({ $why })
wrong-not-utf8 = мәтіннің кодтауы UTF-8 емес; Excel бағдарламасында «CSV UTF-8» түрінде сақтаңыз
wrong-open-quote = тырнақша жабылмаған не ұяшық ішіндегі тырнақша қосарланбаған
wrong-missing-column = «{ $name }» бағаны жоқ
wrong-unknown-column = белгісіз баған: «{ $name }»
wrong-doubled-column = «{ $name }» бағаны екі рет кездеседі
wrong-too-many-cells = ұяшықтар саны бағандар санынан көп
wrong-bad-cell = ұяшықта қате тұр: { $cell }
wrong-empty = мән көрсетілмеген
wrong-control = мәтінде басқару таңбасы бар: { $sign }; мәтінді сол таңбасыз қайта теріңіз
wrong-too-long = мәтін тым ұзын, Excel ұяшығындағыдай ең көбі { $limit } таңба болады; қысқартыңыз немесе учаскені бөліңіз
wrong-bad-code = код дұрыс жазылмаған: «{ $code }» (ең көбі 32 байт; бос орын, үтір, нүктелі үтір, қиғаш сызық болмайды; басында нүкте, қатарынан екі нүкте тұрмайды)
wrong-duplicate = «{ $code }» екі рет кездеседі
wrong-unknown-area = тізімде мұндай аумақ жоқ: «{ $code }»
wrong-unknown-station = тізімде мұндай полиция пункті жоқ: «{ $code }»
wrong-unknown-precinct = тізімде мұндай учаске жоқ: «{ $code }»
wrong-unknown-inspector = тізімде мұндай инспектор да, учаске де жоқ: «{ $code }»
wrong-acts-for-self = инспектор өзін өзі алмастыра алмайды
wrong-cycle = аумақтар бір-біріне тұйық тізбекпен бағынып тұр
wrong-bad-number = сан емес: «{ $text }»
wrong-bad-date = күн дұрыс жазылмаған: «{ $text }» (үлгісі: 31.12.2026)
wrong-bad-since = күн дұрыс жазылмаған: «{ $text }» (үлгісі: 31.12.2026 не тек 2026)
wrong-bad-status = белгісіз күйі: «{ $text }» (in_force — атауы қолданыста, proposed — тек ұсынылған)
wrong-no-name = мұнда көше атауы жоқ: «{ $text }»
wrong-same-name = жаңа атауы бұрынғысымен бірдей: «{ $old }»
wrong-doubled-row = көше атауының бұл өзгеруі { $row }-жолда көрсетілген
wrong-bad-phone = телефон нөмірі дұрыс жазылмаған: «{ $text }»
wrong-half-point = ендік пен бойлық бірге көрсетілуге тиіс
wrong-outside = Қазақстаннан тыс жер: ендігі { $lat }, бойлығы { $lon }
wrong-swapped = ендік пен бойлықтың орны ауысып кеткен: ендігі { $lat }, бойлығы { $lon } деп тұр
wrong-not-collection = файл GeoJSON FeatureCollection емес
wrong-not-polygon = контур емес, басқа пішін тұр: { $found }
wrong-no-geometry = шекарасы сызылмаған
wrong-no-ring = контур бос
wrong-too-few-corners = контурда кемінде үш бөлек нүкте болуға тиіс
wrong-bad-corner = нүктеде екі сан болуға тиіс: бойлық пен ендік
wrong-self-intersection = шекара сызығы өзін-өзі қиып өтеді немесе өзіне тиіп тұр
wrong-rings-cross = контурдың бөліктері бір-бірін қиып өтеді немесе бірінің ішінде бірі жатыр
wrong-hole-outside = контурдың ойығы оның сыртында жатыр
wrong-crs = координаталар WGS 84 (EPSG:4326) жүйесінде болуға тиіс, ал файлда басқа жүйе: { $name }
wrong-no-crs = .prj файлы жоқ; онда координаталар жүйесі (WGS 84) көрсетілуге тиіс
wrong-not-in-archive = архивте дәл бір { $what } файлы болуға тиіс
wrong-encoding = кестедегі әріптердің кодтауы белгісіз; UTF-8 не 1251 деп жазылған .cpg файлын қосыңыз
wrong-too-big = файл тым үлкен: өзі немесе ашылғанда { $mib } МБ-тан асады
wrong-too-many = файлдың бөліктері тым көп: шегі { $limit }
wrong-second-file = { $file } файлы да тұр; бұл файлдардың біреуі ғана керек
wrong-conflict = мұнда «{ $ours }», ал шекара файлында «{ $theirs }»

map-title = Полиция учаскелерінің картасы
map-border = Учаске, оның коды
map-overlap = Қабаттасу: екі учаскеге де кіреді
map-gap = Бос жер: ешбір учаскеге кірмейді
map-fault = Шекарасы қате сызылған жер
map-station = Учаскелік полиция пункті
map-north = С
map-metres = { $number } м
map-kilometres = { $number } км
