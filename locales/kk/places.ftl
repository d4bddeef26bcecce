# Орындар: мекенжай, тізімдер, сақталған орындар.

find-which-address = Осы мекенжайға мына учаскелер сәйкес келеді. Өз үйіңіздікін таңдаңыз.
find-list = 📋 Тізімнен таңдау
precinct-button-differs = 🏘 { $name } · { $differs }
differs-several = үй бірнеше учаскеде
differs-house-not-listed = үй тізімде жоқ
differs-house-unsure = үйді тексеріңіз
differs-house-missing = үй нөмірі жоқ
differs-street-missing = көше жазылмаған
differs-unit-missing = шағын аудан нөмірі жоқ
differs-spelling = бәлкім, { $name }
differs-renamed = { $stage ->
    [in_force] атауы өзгерген: { $old } → { $new }
    [ahead] атауы әлі өзгерген жоқ: { $old } → { $new }
   *[proposed] атауын өзгерту ұсынылған: { $old } → { $new }
}
street-renamed = { $stage ->
    [in_force] ℹ️ Көшенің атауы өзгерген. Бұрынғы атауы: { $old }. Қазіргі атауы: { $new }.
    [ahead] ℹ️ Көшенің атауы өзгереді, бірақ жаңасы әлі күшіне енген жоқ. Қазіргі атауы: { $old }. Жаңа атауы: { $new }.
   *[proposed] ℹ️ Көшенің атауын өзгерту ұсынылған, бірақ әлі шешілген жоқ. Қазіргі атауы: { $old }. Ұсынылған атауы: { $new }.
}
differs-kind = көше түрі басқа
differs-elsewhere = аттас көшелер бар
differs-place = басқа шағын ауданда
differs-part = көшенің бір бөлігі
list-choose = { $area ->
    [none] <b>Аймақты таңдаңыз</b>
   *[other] <b>{ $area }</b>
}
list-area = 📂 { $name }
list-next = Келесі ▶️
list-back = ◀️ Алдыңғы
list-up = ⤴️ Жоғары
places =
    <b>Орындарыңыз</b>
    ⭐ — ат қойғандарыңыз, 🕘 — соңғы іздегендеріңіз. ✏️ — ат қою, ✖️ — өшіру.
places-none = Әзірге сақталған орын жоқ. Инспекторды іздеген орындарыңыз осында қалады, оларға ат қоя аласыз.
place-saved = ⭐ { $name }
place-used = 🕘 { $place }
place-rename = ✏️
place-drop = ✖️
place-name =
    Бұл орынға қандай ат қоямыз: { $place }
    Түймені басыңыз немесе атын жазыңыз.
place-home = Үй
place-parents = Ата-анам
place-work = Жұмыс
place-named = ⭐ Сақталды: { $name }. Енді ол іздегенде де, хабарлағанда да бір түймемен таңдалады.
place-dropped = Орын өшірілді.
why-no-address = Мұндай көшені тізімнен таба алмадым. Жазылуын тексеріңіз немесе картадағы нүктені (📎) жіберіңіз.
why-no-house = Көше бар, бірақ бұл үй ешбір учаскенің тізімінде жоқ. Үй нөмірін тексеріңіз немесе картадағы нүктені жіберіңіз.
refusal-too-many-places = Ат қойылған орын ең көбі { $limit } болады. Біреуін өшіріңіз: /places
