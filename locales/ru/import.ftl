# Отчёт о проверке карты участков и картинка территории. Текст пишется в файл, это не HTML.

import-title = Проверка карты участков
import-counts = Прочитано: территорий — { $areas }, пунктов полиции — { $stations }, участков — { $precincts } (с границами — { $outlined }), инспекторов — { $inspectors }, руководителей — { $heads }, переименований улиц — { $renamed }.
import-good = Ошибок нет, карту можно загружать.
import-refused = { $count ->
    [one] Найдена { $count } ошибка
    [few] Найдены { $count } ошибки
    [many] Найдено { $count } ошибок
   *[other] Найдено { $count } ошибки
}. Карта не загружается: исправьте и пришлите файл снова. Места ошибок, если они известны, отмечены на карте крестом.
import-reports-left = Без этих участков открытые сообщения остались бы ничьими: { $list }. Оставьте участки в справочнике, пока сообщения не закрыты.
import-problems = Ошибки
import-remarks = Замечания (загрузке не мешают)
import-not-compared = Не сравнивались с соседями контуры с ошибками: { $count }. Какие там наложения и пробелы, пока неизвестно.
import-overlaps = Наложения: { $count }
import-overlaps-rule = Эти места указаны сразу в двух участках. Жителю в таком месте бот предложит оба; если нужен один, берётся участок с меньшим кодом. Номера те же, что у красных отметок на карте.
import-overlaps-none = Наложений нет.
import-overlaps-tiny = { $count ->
    [one] Есть ещё { $count } мелкое наложение
    [few] Есть ещё { $count } мелких наложения
    [many] Есть ещё { $count } мелких наложений
   *[other] Есть ещё { $count } мелкого наложения
} площадью меньше 1 м².
import-drawn = На карте отмечены только самые большие, не больше { $count }.
import-unfinished = Границы так часто накладываются друг на друга, что показаны не все наложения, а пробелы не искались. Исправьте показанные наложения и проверьте ещё раз.
import-gaps = Пробелы между участками: { $count }
import-gaps-rule = Эти места окружены участками, но не входят ни в один. Если так задумано (озеро, завод), ничего делать не нужно. Номера те же, что у серых отметок на карте.
import-gaps-none = Пробелов нет.
import-gaps-tiny = { $count ->
    [one] Есть ещё { $count } мелкий пробел
    [few] Есть ещё { $count } мелких пробела
    [many] Есть ещё { $count } мелких пробелов
   *[other] Есть ещё { $count } мелкого пробела
} площадью меньше 1 м².

import-where = { $file }{ $sheet ->
    [none] {""}
   *[other] , лист «{ $sheet }»
}{ $outline ->
    [none] {""}
   *[other] , контур { $outline }
}{ $row ->
    [none] {""}
   *[other] , строка { $row }
}{ $column ->
    [none] {""}
   *[other] , столбец «{ $column }»
}{ $code ->
    [none] {""}
   *[other] {" "}(участок { $code })
}
import-line = { $place }: { $what }.
import-line-at = { $place }: { $what }. Место на карте: { $at }.
import-overlap = { $number }. { $first } и { $second }: { $area }. Место на карте: { $at }.
import-gap = { $number }. { $area }. Место на карте: { $at }. Участки вокруг: { $codes }.
import-to-correct = Ничего не изменено. Нужно исправить: { $count }.
import-unchanged = Это была проверка: ничего не изменено.
import-done = Справочник загружен.
import-report-in = Отчёт лежит в папке { $folder }
import-template-in = Образец таблиц записан: { $file }
import-older = База данных осталась от прежней версии; что изменится, неизвестно.
import-same = Ничего не меняется.
import-change = { $kind ->
    [areas] Территории
    [stations] Пункты полиции
    [precincts] Участки
    [inspectors] Инспекторы
    [heads] Руководители
   *[other] Переименования улиц
}, { $what ->
    [added] новых
    [removed] убрано
   *[changed] изменено
} — { $count }: { $codes }
import-removing = { $kind ->
    [outlines] Границ участков станет меньше на { $gone } (было { $of }). Точка на карте там никого не найдёт.
    [territories] Списков улиц и домов станет меньше на { $gone } (было { $of }). По адресу эти участки не найдутся.
    [inspectors] Из таблицы исчезнут инспекторы: { $gone } (было { $of }). Их служебный доступ закончится.
   *[other] Участков станет меньше на { $gone } (было { $of }).
}
import-emptied = В этой таблице ничего не останется: { $kind ->
    [areas] территории (areas)
    [stations] пункты полиции (stations)
    [precincts] участки (precincts)
    [inspectors] инспекторы (inspectors)
    [heads] руководители (heads)
   *[other] переименования улиц (renamed)
}.
import-not-removed = Ничего не изменено. Если так и задумано, повторите команду, добавив --removing.
import-more = … и ещё строк: { $count }. Все они в отчёте (--report ПАПКА).
import-territories = Территории участков ({ $precincts }): понято улиц и микрорайонов — { $entries } (на двух языках), не понято мест — { $pieces }.
import-differs = { $code }: у улицы { $kk } (territory_kk) дома не те, что у улицы { $ru } (territory_ru)
import-report-moved = Сообщение № { $number }: участка { $from } больше нет, оно перейдёт в { $to }
import-report-lost = Сообщение № { $number }: участка { $from } нет, и пока его нет, сообщения никто не видит
import-report-of = Сообщение № { $number } участка { $code }
import-station = Пункт полиции { $code }
import-no-precinct = вне участков
import-place-moved = { $place }: место было в { $from }, теперь в { $to }
import-subscribers = Участка { $code } больше нет, а подписка на него остаётся; подписчиков — { $count }
import-post-ends = { $post }: служебный доступ { $number } закончится, потому что { $why ->
    [gone] такого кода больше нет
    [headed] у территории теперь есть свой руководитель
   *[other] под кодом другие имя и телефон, то есть другой человек
}
import-invitation-ends = { $post }: приглашение отменяется, потому что { $why ->
    [gone] такого кода больше нет
    [headed] у территории теперь есть свой руководитель
   *[other] под кодом другие имя и телефон, то есть другой человек
}
import-post-stays = { $post }: { $what ->
    [name] имя другое, а телефон прежний
   *[phone] телефон другой, а имя прежнее
}; служебный доступ остаётся. Если это другой человек: { $command }
import-posts-lapsed = Старых служебных доступов, которые никому лично не принадлежат: { $count } (смотрите aula staff)
import-m2 = { $number } м²
import-ha = { $number } га
import-km2 = { $number } км²

territory-title = Как прочитаны территории участков (столбец { $column })
territory-counts = Участков — { $precincts }, улиц и микрорайонов — { $entries }, непонятных мест — { $pieces }.
territory-legend =
    Сравните строки с тем, что написано в таблице. Где названа только часть улицы, бот переспросит жителя.
    Знак «?» — место в тексте, которое бот не понял и при поиске не учитывает. Знак «≠» — тексты на двух языках расходятся.
territory-precinct = { $code }. { $name }
territory-none = (текста на русском языке нет)
territory-line = { $place } — { $what }
territory-differs = ≠ в казахском тексте иначе: { $what }
territory-unknown = ? { $piece }
territory-kind = { $kind ->
    [street] улица { $name }
    [avenue] проспект { $name }
    [boulevard] бульвар { $name }
    [highway] шоссе { $name }
    [lane] переулок { $name }
    [dead_end] тупик { $name }
    [passage] проезд { $name }
    [square] площадь { $name }
    [embankment] набережная { $name }
    [microdistrict] микрорайон { $name }
    [quarter] квартал { $name }
    [complex] жилой комплекс { $name }
    [massif] жилой массив { $name }
    [settlement] населённый пункт { $name }
    [country] дачи { $name }
    [district] район { $name }
    [city] город или область { $name }
   *[unnamed] { $name } (улица или часть города)
}
territory-number = { $kind ->
    [microdistrict] микрорайон { $number }
    [quarter] квартал { $number }
    [street] улица { $number }
   *[other] № { $number }
}
territory-whole = все дома
territory-houses = дома: { $houses }
territory-part = { $why ->
    [segment] только отрезок, номера домов не указаны
    [edge] названа только как предел
    [corner] только перекрёсток
    [partly] только часть, какие дома — не указано
    [between] только место между указанными домами
    [boundary] здесь проходит граница участка
    [venue] только отдельные здания
    [around] указано лишь, где находятся другие улицы
    [open] список не закончен
   *[vague] место без точных границ
}{ $houses ->
    [none] {""}
   *[other] ; { $houses }
}
territory-range = { $range }{ $side ->
    [odd] {" "}(нечётные)
    [even] {" "}(чётные)
   *[none] {""}
}
territory-onward = { $from } и далее{ $side ->
    [odd] {" "}(нечётные)
    [even] {" "}(чётные)
   *[none] {""}
}
territory-ends = { $range } (о домах между ними бот переспросит)
territory-unclear = { $house } (неясно, чей это номер)
territory-side = { $side ->
    [odd] вся нечётная сторона
   *[even] вся чётная сторона
}
territory-except = кроме: { $houses }

note-closed = граница не была замкнута, её замкнули прямой линией
note-repaired = контур исправлен автоматически, изменилась площадь: { $area }
note-sliver = слишком узкая полоса, похоже, нарисована случайно: { $area }
note-dropped = линия без площади отброшена вместе с вырезами в ней
note-no-outline = этого участка нет в файле границ
note-no-row = границы нарисованы, а строки в таблице участков нет. Участок останется с тем, что о нём известно; чтобы убрать его, уберите и границы
note-by-name = участок узнан по подписи на карте: «{ $name }»
note-line = нарисована линия, а не область; замкнутая линия принята за границу
note-passed-over = на карте нарисованы не только границы; остальное пропущено: меток — { $pins }, линий — { $lines }, прочего — { $others }
note-link-out = ссылка на другой файл, он не читался: { $link }
note-header = названия столбцов стоят в строке { $row }; всё, что выше, пропущено
note-not-used = книга не читалась: таблицы взяты из файлов .csv

wrong-no-file = нет такого файла или листа
wrong-not-folder = это не папка и не книга .xlsx
wrong-not-file = это не файл, а папка, именованный канал (pipe) или устройство
wrong-not-read = такой файл не читается: таблицы бывают в файлах .csv или на листах одной книги .xlsx, границы — в файле precincts.geojson, .kml, .kmz или .zip
wrong-unreadable = файл не читается ({ $why })
wrong-not-utf8 = кодировка текста не UTF-8; в Excel сохраните файл как «CSV UTF-8»
wrong-open-quote = кавычка не закрыта, или кавычка внутри ячейки не удвоена
wrong-other-format = такой файл не читается; откройте его и сохраните как книгу Excel (.xlsx)
wrong-no-sheets = в книге нет листов areas, stations, precincts и inspectors, а есть { $sheets }. Переименуйте листы или заполните образец: aula import --template ФАЙЛ.xlsx
wrong-no-header = не найдена строка с названиями столбцов; нужны хотя бы { $needed }
wrong-above-header = эта строка стоит выше названий столбцов, хотя заполнена как запись. Всего таких строк: { $rows }. Переставьте строку с названиями столбцов на самый верх
wrong-header = { $missing ->
    [none] {""}
   *[other] не хватает столбцов: { $missing }.{" "}
}{ $unknown ->
    [none] {""}
   *[other] Лишние столбцы: { $unknown }.{" "}
}В этой таблице нужны столбцы { $needed }; ещё могут быть { $others }
wrong-merged = ячейки { $cells } объединены; разъедините их и заполните каждую
wrong-doubled-column = столбец «{ $name }» встречается дважды
wrong-too-many-cells = ячеек больше, чем столбцов
wrong-bad-cell = в ячейке ошибка: { $cell }
wrong-empty = не заполнено
wrong-control = в тексте управляющий знак { $sign }; наберите текст заново, без него
wrong-too-long = текст длиннее, чем помещается в ячейку Excel (предел в знаках: { $limit }); сократите его или разделите участок
wrong-bad-code = неверный код: «{ $code }» (не больше 32 байт; без пробелов, запятых, точек с запятой и косых черт; без точки в начале и без двух точек подряд)
wrong-duplicate = «{ $code }» встречается дважды
wrong-unknown-area = в списке нет такой территории: «{ $code }»
wrong-unknown-station = в списке нет такого пункта полиции: «{ $code }»
wrong-unknown-precinct = в списке нет такого участка: «{ $code }»
wrong-unknown-inspector = в списке нет ни такого инспектора, ни такого участка: «{ $code }»
wrong-looks-like = кода «{ $code }» нет, но есть похожий: «{ $known }»{ $alphabet ->
    [cyrillic] . Здесь буква «{ $letter }» из кириллицы, а там такая же на вид латинская
    [latin] . Здесь буква «{ $letter }» латинская, а там такая же на вид из кириллицы
   *[none] {""}
}
wrong-twins = код «{ $code }» выглядит так же, как «{ $other }», но это разные коды{ $alphabet ->
    [cyrillic] . Здесь буква «{ $letter }» из кириллицы, а там латинская
    [latin] . Здесь буква «{ $letter }» латинская, а там из кириллицы
   *[none] {""}
}
wrong-no-such-name = в таблице нет участка с таким кодом или названием, или таких несколько: «{ $name }». Подпишите контур кодом участка
wrong-no-row = в таблице участков нет строки с этим кодом, поэтому название и территория неизвестны
wrong-acts-for-self = инспектор не может замещать сам себя
wrong-cycle = территории подчинены друг другу по кругу
wrong-bad-number = не число: «{ $text }»
wrong-bad-date = неверная дата: «{ $text }» (нужно, например, 31.12.2026)
wrong-odd-year = такого года быть не может: «{ $text }»
wrong-day-number = «{ $text }» — это день в счёте Excel; напишите его как 31.12.2026
wrong-bad-since = неверная дата: «{ $text }» (нужно, например, 31.12.2026 или просто 2026)
wrong-bad-status = неизвестное состояние: «{ $text }» (in_force — название действует, proposed — только предложено)
wrong-no-name = здесь нет названия улицы: «{ $text }»
wrong-same-name = новое название совпадает с прежним: «{ $old }»
wrong-doubled-row = это переименование уже указано в строке { $row }
wrong-bad-phone = неверный номер телефона: «{ $text }»
wrong-phones = в ячейке должен быть один номер: «{ $text }»
wrong-extension = добавочный номер с телефона не наберётся; укажите номер без него: «{ $text }»
wrong-half-point = широта и долгота указываются вместе
wrong-outside = место вне Казахстана: широта { $lat }, долгота { $lon }
wrong-swapped = широта и долгота перепутаны: указаны широта { $lat }, долгота { $lon }
wrong-not-collection = файл не является GeoJSON FeatureCollection
wrong-not-polygon = вместо контура другая фигура: { $found }
wrong-no-geometry = граница не нарисована
wrong-no-ring = контур пуст
wrong-too-few-corners = в контуре должно быть не меньше трёх разных точек
wrong-bad-corner = у точки должно быть два числа: долгота и широта
wrong-corner-blanks = долгота и широта точки пишутся через запятую без пробела, а пробел отделяет точку от точки: «{ $text }»
wrong-only-link = это не карта, а ссылка на неё ({ $link }). Выгрузите карту из Google My Maps снова, сняв флажок «Keep data up to date with network link KML» (обновление по ссылке)
wrong-self-intersection = граница пересекает саму себя или касается самой себя
wrong-rings-cross = части контура пересекаются или лежат одна в другой
wrong-hole-outside = вырез лежит вне своего контура
wrong-crs = координаты должны быть в системе WGS 84 (EPSG:4326), а в файле другая: { $name }
wrong-no-crs = нет файла .prj; в нём должна быть указана система координат WGS 84
wrong-not-in-archive = в архиве должен быть ровно один файл { $what }
wrong-encoding = неизвестная кодировка букв в таблице; добавьте файл .cpg со словом UTF-8 или 1251
wrong-too-big = файл слишком велик: сам или в распакованном виде больше { $mib } МБ
wrong-too-many = в файле слишком много частей: можно не больше { $limit }
wrong-second-file = есть ещё и { $file }; нужно оставить что-то одно
wrong-conflict = здесь «{ $ours }», а в файле границ «{ $theirs }»

template-sheet = Пояснения
template-how =
    Заполните листы areas, stations, precincts и inspectors; heads и renamed — если есть что. Названия листов и столбцов не меняйте, по одной строке на запись.
    Код придумайте сами и больше не меняйте: по нему листы ссылаются друг на друга. Границы участков лежат отдельным файлом, рядом с этой книгой.
    Проверить: aula import --dry-run ФАЙЛ.xlsx. Загрузить: aula import ФАЙЛ.xlsx.
template-head = { $part ->
    [column] Столбец
    [needed] Нужен ли
    [meaning] Что писать
   *[example] Пример
}
template-table = { $table ->
    [areas] areas: область, город, районы
    [stations] stations: участковые пункты полиции
    [precincts] precincts: участки
    [inspectors] inspectors: инспекторы
    [heads] heads: руководители, если они есть в справочнике
   *[renamed] renamed: переименованные улицы
}
template-needed = { $needed ->
    [yes] нужен
   *[no] можно оставить пустым
}
template-column = { $column ->
    [code] свой код: буквы, цифры и дефис, без пробелов; не повторяется
    [parent] код территории, в которую эта входит; у самой верхней пусто
    [name_kk] название на казахском
    [name_ru] название на русском
    [name] фамилия, имя, отчество
    [duty_phone] телефон дежурной части, один номер
    [address_kk] адрес на казахском
    [address_ru] адрес на русском
    [lat] широта, около 40–55
    [lon] долгота, около 46–87
    [phone] телефон, один номер без добавочного
    [hours_kk] часы приёма словами, на казахском
    [hours_ru] часы приёма словами, на русском
    [area] код с листа areas
    [station] код с листа stations
    [territory_kk] улицы и дома участка, на казахском
    [territory_ru] улицы и дома участка, на русском
    [rank_kk] звание на казахском
    [rank_ru] звание на русском
    [precincts] коды участков с листа precincts через точку с запятой
    [acting_for] кого замещает: код инспектора или участка
    [until] последний день замещения, например 31.12.2026
    [old] прежнее название улицы
    [new] новое название улицы
    [status] in_force — действует, proposed — только предложено; пусто значит действует
   *[since] с какого дня или года
}
template-ranks =
    младший лейтенант полиции
    лейтенант полиции
    старший лейтенант полиции
    капитан полиции
    майор полиции
    подполковник полиции
    полковник полиции

map-title = Карта участков полиции
map-border = Участок и его код
map-overlap = Наложение: входит в два участка
map-gap = Пробел: не входит ни в один участок
map-fault = Место с ошибкой в границе
map-station = Участковый пункт полиции
map-north = С
map-metres = { $number } м
map-kilometres = { $number } км

# Ответы aula find и aula locate.
place-answer = { $name ->
    [sure] точно
    [check] проверьте
   *[unknown] не найдено
}
place-why = { $name ->
    [several] этот дом есть в списках нескольких участков
    [house-not-listed] улица в списке есть, этого дома нет
    [house-unsure] по списку неясно, входит ли этот дом
    [house-missing] не указан номер дома
    [street-missing] не указана улица
    [unit-missing] не указан номер микрорайона или квартала
    [other-kind] в списке под этим названием улица другого вида
    [elsewhere] есть и другие улицы с таким названием
    [other-place] в списке эта улица в другом населённом пункте
    [segment] в списке только отрезок улицы
    [edge] в списке она названа только как край участка
    [corner] в списке она названа только как угол
    [partly] в списке только её часть
    [between] в списке только то, что между двумя домами
    [boundary] по ней проходит граница участка
    [venue] в списке только отдельные здания на ней
    [around] в списке она названа, только чтобы пояснить, где другие улицы
    [open] список обрывается словами «и так далее»
   *[vague] в списке не сказано, какая её часть
}
place-spelling = в списке написано «{ $name }»
place-renamed = «{ $old }» и «{ $new }» — одна и та же улица
place-no-street = такой улицы нет ни в одном списке
place-no-house = этого дома нет ни в одном списке; улица есть здесь: { $codes }
place-border = рядом граница участков
place-outside = это место не входит ни в один участок
place-nearest = ближайшая территория: { $area }
place-swapped = если поменять широту и долготу местами, место найдётся
place-no-link = по этой ссылке не видно, где это: нужен адрес или координаты
place-expected = нужны широта, долгота и, если есть, погрешность в метрах, например 43.238 76.945 30
