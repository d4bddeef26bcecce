# Поиск места: что спросить, когда ответ не один, и что сказать, когда его нет.

find-which-house = Не хватает номера дома. Напишите его (например, 15) или выберите свой участок.
find-which-near =
    «{ $address }»: улица есть, но этого дома нет ни в одном списке. Проверьте номер и напишите адрес ещё раз.
    Или выберите участок, в котором соседние дома.
find-house =
    Адрес «{ $address }» есть сразу в нескольких участках. Решает номер дома.
    Напишите номер дома, например 15.
find-because = ℹ️ { $why }
precinct-told = <b>🏘 { $name }</b>{ $territory ->
    [none] {""}
   *[other] {""}: { $territory }
}{ $inspector ->
    [none] {""}
   *[other] {""} · 👮 { $inspector }
}
find-neither = Значит, вашего участка среди них нет. Гадать не будем: инспектора подскажет дежурная часть.
find-again = Или попробуйте ещё раз: напишите адрес с номером дома либо пришлите точку на карте (📎).
call-desk = ☎️ Дежурная часть — { $area }: <b>{ $phone }</b>
call-police = 🚨 Полиция: <b>{ $police }</b>

card-place = 📍 Место: { $place }
card-territory = 🛣 В списке участка: { $territory }
card-save = ⭐ Сохранить место
place-point = точка на карте{ $at ->
    [none] {""}
   *[other] {""} ({ $at })
}
place-pin = { $precinct }, { $point }
place-told = { $name }: { $place }
report-place = 📍 Место: <b>{ $place }</b>
report-elsewhere = 📍 Другое место
place-line = 🕘 { $place } · { $precinct }
place-line-named = ⭐ { $place } · { $precinct }
