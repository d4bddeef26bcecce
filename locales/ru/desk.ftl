# Рабочее место инспектора: дела, вопросы, ответы, заметки для своих.

desk =
    <b>Мои дела</b>
    { $count ->
        [0] Открытых дел нет.
        [one] { $count } открытое дело
        [few] { $count } открытых дела
        [many] { $count } открытых дел
       *[other] { $count } открытого дела
    }
desk-more = В список не поместилось ещё { $count } { $count ->
    [one] дело
    [few] дела
    [many] дел
   *[other] дела
}.

case-card =
    <b>№ { $number }</b> · { $category }
    🏘 { $precinct }
    📍 { $place }
    🕒 { $at } · { $now }
    Состояние: { $state }
    У кого: { $holder }
    Житель читает { $language }
case-free = пока ни у кого
case-yours = у вас
case-taken = у другого сотрудника
case-accept = ✅ Принять
case-ask = ❓ Задать вопрос
case-close = 🏁 Закрыть
case-remark = 📝 Заметка для своих

desk-ask =
    № { $number }: напишите вопрос жителю.
    Пишите на языке жителя или по-казахски.
desk-remark = № { $number }: напишите заметку для коллег. Житель её не увидит.
desk-close = № { $number }: чем закончилось дело?
desk-close-words =
    № { $number }: <b>{ $outcome }</b>
    Коротко напишите жителю, что сделано: на его языке или по-казахски.
desk-close-preview =
    <b>Житель прочитает:</b>

    { $shown }

    Если всё верно, нажмите «Отправить». Чтобы исправить, напишите текст заново.
desk-accepted = ✅ № { $number } теперь у вас. Жителю сообщили.
desk-asked = ✅ № { $number }: вопрос отправлен жителю. Срок ответа: { $until }.
desk-closed = 🏁 № { $number } закрыто. Ваш ответ отправлен жителю.
desk-remarked = 📝 № { $number }: заметка сохранена. Житель её не видит.

told-added = № { $number }: житель дополнил сообщение.
told-again = № { $number }: житель сообщает: снова то же самое.
told-answer = № { $number }: житель ответил на вопрос.
