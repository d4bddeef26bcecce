# Места: адрес, списки, сохранённые места.

find-which-address = Какой это участок? Выберите его или напишите адрес ещё раз, с номером дома.
find-list = 📋 Выбрать из списка
precinct-button-differs = 🏘 { $name } · { $differs }
differs-several = дом в нескольких участках
differs-house-not-listed = дома нет в списке
differs-house-unsure = проверьте дом
differs-house-missing = нет номера дома
differs-street-missing = не указана улица
differs-unit-missing = нет номера микрорайона
differs-spelling = может быть, { $name }
differs-renamed = { $stage ->
    [in_force] переименована: { $old } → { $new }
    [ahead] будет переименована: { $old } → { $new }
   *[proposed] предложено переименовать: { $old } → { $new }
}
street-renamed = { $stage ->
    [in_force] ℹ️ Улица переименована. Прежнее название: { $old }. Нынешнее: { $new }.
    [ahead] ℹ️ Улицу переименуют, но новое название ещё не действует. Нынешнее название: { $old }. Новое: { $new }.
   *[proposed] ℹ️ Улицу предложено переименовать, но решения пока нет. Нынешнее название: { $old }. Предложенное: { $new }.
}
differs-kind = другой тип улицы
differs-elsewhere = есть улицы с таким же названием
differs-place = адрес совпал не полностью
differs-part = часть улицы
list-choose = { $area ->
    [none] <b>Выберите область или город</b>
   *[other]
        <b>{ $area }</b>
        Выберите город, район или участок.
}
list-area = 📂 { $name }
list-next = Следующие ▶️
list-back = ◀️ Предыдущие
list-up = ↩️ Назад
places =
    <b>Ваши адреса</b>
    Нажмите на адрес, чтобы увидеть инспектора.
places-none = Адресов пока нет. Здесь останутся адреса, для которых вы искали инспектора. Дайте им названия: «Дом», «Родители».
place-saved = ⭐ { $name }
place-used = 🕘 { $place }
place-rename = ✏️ Назвать
place-drop = ✖️ Убрать
place-name =
    Как назвать этот адрес: { $place }
    Нажмите кнопку или напишите название.
place-home = Дом
place-parents = Родители
place-work = Работа
place-named = ⭐ Сохранено: «{ $name }». Теперь этот адрес можно выбрать одной кнопкой.
place-dropped = Адрес убран.
why-no-address = Такой улицы в списках участков нет. Проверьте, как она написана, или пришлите точку на карте (📎).
why-no-house = Улица есть, но этого дома нет ни в одном списке. Проверьте номер дома или пришлите точку на карте.
refusal-too-many-places = Адресов с названием может быть не больше { $limit }. Уберите один: /places
