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

wrong-no-file = нет такого файла или листа
wrong-not-folder = это не папка и не книга .xlsx
wrong-not-file = это не файл, а папка, именованный канал (pipe) или устройство
wrong-not-read = такой файл не читается: таблицы бывают в файлах .csv или на листах одной книги .xlsx, границы — в файле precincts.geojson, .kml, .kmz или .zip
wrong-unreadable = файл не читается ({ $why })
wrong-not-utf8 = кодировка текста не UTF-8; в Excel сохраните файл как «CSV UTF-8»
wrong-open-quote = кавычка не закрыта, или кавычка внутри ячейки не удвоена
wrong-missing-column = нет столбца «{ $name }»
wrong-unknown-column = неизвестный столбец: «{ $name }»
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
wrong-acts-for-self = инспектор не может замещать сам себя
wrong-cycle = территории подчинены друг другу по кругу
wrong-bad-number = не число: «{ $text }»
wrong-bad-date = неверная дата: «{ $text }» (нужно, например, 31.12.2026)
wrong-bad-since = неверная дата: «{ $text }» (нужно, например, 31.12.2026 или просто 2026)
wrong-bad-status = неизвестное состояние: «{ $text }» (in_force — название действует, proposed — только предложено)
wrong-no-name = здесь нет названия улицы: «{ $text }»
wrong-same-name = новое название совпадает с прежним: «{ $old }»
wrong-doubled-row = это переименование уже указано в строке { $row }
wrong-bad-phone = неверный номер телефона: «{ $text }»
wrong-half-point = широта и долгота указываются вместе
wrong-outside = место вне Казахстана: широта { $lat }, долгота { $lon }
wrong-swapped = широта и долгота перепутаны: указаны широта { $lat }, долгота { $lon }
wrong-not-collection = файл не является GeoJSON FeatureCollection
wrong-not-polygon = вместо контура другая фигура: { $found }
wrong-no-geometry = граница не нарисована
wrong-no-ring = контур пуст
wrong-too-few-corners = в контуре должно быть не меньше трёх разных точек
wrong-bad-corner = у точки должно быть два числа: долгота и широта
wrong-self-intersection = граница пересекает саму себя или касается самой себя
wrong-rings-cross = части контура пересекаются или лежат одна в другой
wrong-hole-outside = вырез лежит вне своего контура
wrong-crs = координаты должны быть в системе WGS 84 (EPSG:4326), а в файле другая: { $name }
wrong-no-crs = нет файла .prj; в нём должна быть указана система координат WGS 84
wrong-not-in-archive = в архиве должен быть ровно один файл { $what }
wrong-encoding = неизвестная кодировка букв в таблице; добавьте файл .cpg со словом UTF-8 или 1251
wrong-too-big = файл слишком велик: сам или в распакованном виде больше { $mib } МБ
wrong-too-many = в файле слишком много частей: можно не больше { $limit }
wrong-second-file = рядом лежит ещё и { $file }; нужен только один из этих файлов
wrong-conflict = здесь «{ $ours }», а в файле границ «{ $theirs }»

map-title = Карта участков полиции
map-border = Участок и его код
map-overlap = Наложение: входит в два участка
map-gap = Пробел: не входит ни в один участок
map-fault = Место с ошибкой в границе
map-station = Участковый пункт полиции
map-north = С
map-metres = { $number } м
map-kilometres = { $number } км
