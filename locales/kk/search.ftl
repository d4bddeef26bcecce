# Орынды іздеу: жауап бірнешеу болса не сұраймыз, жауап жоқ болса не айтамыз.

find-which-house = Үй нөмірі жетіспейді. Соны жазыңыз (мысалы, 15) немесе учаскеңізді таңдаңыз.
find-which-near =
    «{ $address }»: көше бар, бірақ бұл үй ешбір учаскенің тізімінде жоқ. Үй нөмірін тексеріп, мекенжайды қайта жазыңыз.
    Болмаса көршілес үйлер қарайтын учаскені таңдаңыз.
find-house =
    «{ $address }» деген мекенжай бірнеше учаскеде бар. Қайсысы екенін үй нөмірі шешеді.
    Үй нөмірін жазыңыз, мысалы: 15.
find-because = ℹ️ { $why }
precinct-told = <b>🏘 { $name }</b>{ $territory ->
    [none] {""}
   *[other] {""}: { $territory }
}{ $inspector ->
    [none] {""}
   *[other] {""} · 👮 { $inspector }
}
find-neither = Демек, сіздің учаскеңіз бұлардың арасында жоқ. Болжап айтпаймыз: инспекторыңыздың кім екенін кезекші бөлімнен сұраңыз.
find-again = Немесе қайта көріңіз: мекенжайды үй нөмірімен жазыңыз не картадағы нүктені (📎) жіберіңіз.
call-desk = ☎️ Кезекші бөлім — { $area }: <b>{ $phone }</b>
call-police = 🚨 Полиция: <b>{ $police }</b>

card-place = 📍 Орын: { $place }
card-territory = 🛣 Учаскенің тізімінде: { $territory }
card-save = ⭐ Орынды сақтау
place-point = картадағы нүкте{ $at ->
    [none] {""}
   *[other] {""} ({ $at })
}
place-pin = { $precinct }, { $point }
place-told = { $name }: { $place }
report-place = 📍 Оқиға орны: <b>{ $place }</b>
report-elsewhere = 📍 Басқа жер
place-line = 🕘 { $place } · { $precinct }
place-line-named = ⭐ { $place } · { $precinct }
