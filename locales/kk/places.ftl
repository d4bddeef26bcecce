# Орындар: мекенжай, тізімдер, сақталған орындар.

find-which-address = Бұл қай учаске? Таңдаңыз немесе мекенжайды үй нөмірімен қайта жазыңыз.
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
    [ahead] атауы өзгереді: { $old } → { $new }
   *[proposed] атауын өзгерту ұсынылған: { $old } → { $new }
}
street-renamed = { $stage ->
    [in_force] ℹ️ Көшенің атауы өзгерген. Бұрынғы атауы: { $old }. Қазіргі атауы: { $new }.
    [ahead] ℹ️ Көшенің атауы өзгереді, бірақ жаңасы әлі күшіне енген жоқ. Қазіргі атауы: { $old }. Жаңа атауы: { $new }.
   *[proposed] ℹ️ Көшенің атауын өзгерту ұсынылған, бірақ әлі шешілген жоқ. Қазіргі атауы: { $old }. Ұсынылған атауы: { $new }.
}
differs-kind = көше түрі басқа
differs-elsewhere = аттас көшелер бар
differs-place = мекенжай толық сәйкес емес
differs-part = көшенің бір бөлігі
list-choose = { $area ->
    [none] <b>Облысты немесе қаланы таңдаңыз</b>
   *[other]
        <b>{ $area }</b>
        Қаланы, ауданды немесе учаскені таңдаңыз.
}
list-area = 📂 { $name }
list-next = Келесі ▶️
list-back = ◀️ Алдыңғы
list-up = ↩️ Артқа
places =
    <b>Мекенжайларыңыз</b>
    Инспекторын көру үшін мекенжайды басыңыз.
places-none = Әзірге сақталған мекенжай жоқ. Инспекторын іздеген мекенжайларыңыз осында қалады. Оларға атау беріңіз: «Үй», «Ата-анам».
place-saved = ⭐ { $name }
place-used = 🕘 { $place }
place-rename = ✏️ Атау беру
place-drop = ✖️ Өшіру
place-name =
    Бұл мекенжайды қалай атаймыз: { $place }
    Түймені басыңыз немесе атауын жазыңыз.
place-home = Үй
place-parents = Ата-анам
place-work = Жұмыс
place-named = ⭐ Сақталды: «{ $name }». Енді ол іздегенде де, хабарлағанда да бір түймемен таңдалады.
place-dropped = Мекенжай өшірілді.
why-no-address = Мұндай көшені тізімнен таба алмадым. Жазылуын тексеріңіз немесе картадағы нүктені (📎) жіберіңіз.
why-no-house = Көше бар, бірақ бұл үй ешбір учаскенің тізімінде жоқ. Үй нөмірін тексеріңіз немесе картадағы нүктені жіберіңіз.
refusal-too-many-places = Ең көбі { $limit } мекенжайға атау беруге болады. Біреуін өшіріңіз: /places
