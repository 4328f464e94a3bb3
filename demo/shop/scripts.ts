import type { Language } from './people.ts';

/**
 * Texts of the shop's customers: each script is a subject and some turns. `{order}` is an order number, `{photo}` at the end of a turn
 * means a picture, and a turn that begins with `↩` is only sent some time later, after the shop has answered.
 */
export interface Script {
  readonly subject: string;
  readonly turns: readonly string[];
}

export const SCRIPTS: Record<Language, readonly Script[]> = {
  en: [
    {
      subject: 'Where is order {order}?',
      turns: [
        'Hi! My order {order} should have been here on Tuesday. Any news?',
        'The tracking page has said “in transit” for four days now.',
        '↩Ah, the courier just rang. Thank you anyway, lovely service!',
      ],
    },
    {
      subject: 'A cup arrived broken',
      turns: [
        'Hello, one of the two moon cups from order {order} arrived with a crack in it. {photo}',
        '↩I would rather have a new one than a refund, it is a present for Saturday.',
        '↩Perfect, thank you so much!',
      ],
    },
    { subject: 'Opening hours on Sunday', turns: ['Are you open this Sunday? We are in Bologna for two days.', 'And is there anywhere to leave a bicycle?'] },
    {
      subject: 'Gift wrapping',
      turns: ['Can you wrap order {order} as a gift and leave the invoice out?', '↩With the blue ribbon please, if you still have it 💙'],
    },
    {
      subject: 'Refund for order {order}',
      turns: [
        'I sent the lamp back two weeks ago and still have no refund. This is urgent, please look into it today.',
        '↩I have attached nothing because your form would not let me. The parcel number is RR118820044IT.',
        '↩Thank you, I can see it on my account now.',
      ],
    },
    {
      subject: 'Wholesale prices',
      turns: [
        'Good morning, we run a small hotel and would like forty of the linen sets. Do you have a price for that?',
        'Delivery in the second half of the month would be ideal.',
      ],
    },
    {
      subject: 'Is the olive-wood board oiled?',
      turns: ['Is the olive-wood board already oiled or should I do that before using it?', '↩Brilliant, ordering two.'],
    },
    {
      subject: 'Wrong size',
      turns: ['You sent me a medium apron, I ordered large (order {order}).', '↩Yes, the label says M. {photo}', 'Do I have to pay for sending it back?'],
    },
  ],
  it: [
    {
      subject: 'Ordine {order}',
      turns: ['Buongiorno! Avete già spedito l’ordine {order}? Mi servirebbe per venerdì.', '↩Perfetto, grazie mille 🙏', '↩È arrivato adesso, bellissimo!'],
    },
    {
      subject: 'Tazza rotta',
      turns: [
        'Ciao, purtroppo una tazza dell’ordine {order} è arrivata rotta. {photo}',
        '↩Preferirei la sostituzione, se possibile.',
        '↩Gentilissimi, a presto!',
      ],
    },
    { subject: 'Orari di apertura', turns: ['Siete aperti anche il lunedì mattina?', 'E fate consegna a domicilio a Casalecchio?'] },
    {
      subject: 'Rimborso',
      turns: [
        'Ho restituito la lampada dieci giorni fa e non ho ancora visto il rimborso. È urgente, per favore.',
        '↩Il numero della spedizione è RR118820177IT.',
      ],
    },
    {
      subject: 'Fattura per l’ordine {order}',
      turns: ['Buonasera, mi potete mandare la fattura dell’ordine {order} intestata all’azienda?', 'La partita IVA la trovate nell’account. Grazie!'],
    },
    {
      subject: 'Lista nozze',
      turns: ['È possibile fare una lista nozze da voi?', 'Ci sposiamo a giugno, vorremmo passare in negozio sabato.', '↩Alle undici va benissimo 😊'],
    },
    { subject: 'Candele', turns: ['Le candele al fico tornano disponibili?', '↩Allora ne prendo tre, mettetele da parte!'] },
  ],
  de: [
    { subject: 'Bestellung {order}', turns: ['Guten Tag, wann kommt meine Bestellung {order} ungefähr an?', '↩Super, vielen Dank für die schnelle Antwort!'] },
    {
      subject: 'Falsche Farbe',
      turns: [
        'Hallo, ich habe die Schale in Grün bestellt, angekommen ist sie in Grau. {photo}',
        '↩Ein Umtausch wäre prima. Muss ich das Paket selbst frankieren?',
        '↩Alles klar, geht morgen zur Post.',
      ],
    },
    { subject: 'Rechnung fehlt', turns: ['In der Lieferung {order} lag keine Rechnung bei. Könnten Sie mir die per Mail schicken?'] },
    {
      subject: 'Rückerstattung',
      turns: ['Seit drei Wochen warte ich auf die Rückerstattung für {order}. Das ist dringend!', 'Bitte melden Sie sich heute noch.'],
    },
    { subject: 'Spülmaschine', turns: ['Sind die Mondtassen spülmaschinenfest?', '↩Danke, dann nehme ich vier.'] },
  ],
  fr: [
    { subject: 'Commande {order}', turns: ['Bonjour, pouvez-vous me dire où en est ma commande {order} ?', '↩Merci beaucoup, bonne journée !'] },
    {
      subject: 'Article abîmé',
      turns: ['Le plateau est arrivé abîmé sur un coin. {photo}', '↩Un remboursement partiel me conviendrait aussi.', '↩C’est parfait, merci.'],
    },
    { subject: 'Livraison en Suisse', turns: ['Est-ce que vous livrez en Suisse ? Je ne trouve pas l’option.', 'Et les frais de douane sont compris ?'] },
    { subject: 'Remboursement', turns: ['Toujours pas de remboursement pour {order}, c’est urgent maintenant.', 'Merci de me rappeler.'] },
  ],
  es: [
    { subject: 'Pedido {order}', turns: ['¡Hola! ¿Me podéis decir cuándo llega el pedido {order}?', '↩Genial, muchas gracias 😊'] },
    {
      subject: 'Cambio de talla',
      turns: [
        'Quisiera cambiar el delantal por una talla más grande.',
        '↩Sí, es del pedido {order}. ¿Tengo que pagar el envío?',
        '↩Perfecto, lo mando mañana.',
      ],
    },
    { subject: 'Llegó roto', turns: ['El jarrón ha llegado roto, ¡qué pena! {photo}', 'Prefiero el reembolso, por favor.'] },
    { subject: '¿Hacéis envíos a Canarias?', turns: ['¿Hacéis envíos a Canarias?', '¿Y cuánto tarda más o menos?'] },
  ],
  pt: [
    { subject: 'Encomenda {order}', turns: ['Olá! A minha encomenda {order} ainda não chegou, conseguem ver?', '↩Obrigada pela rapidez!'] },
    { subject: 'Troca', turns: ['Bom dia, queria trocar a manta azul pela cinzenta.', 'É a da encomenda {order}. Posso enviar já?'] },
    { subject: 'Vela de figo', turns: ['A vela de figo volta ao stock?', '↩Então reservem-me duas, por favor 🙂'] },
  ],
  ar: [
    { subject: 'الطلب {order}', turns: ['مرحباً، متى يصل الطلب {order}؟', '↩شكراً جزيلاً على سرعة الرد 🌙', '↩وصل الطلب، كل شيء ممتاز.'] },
    { subject: 'كوب مكسور', turns: ['السلام عليكم، وصل أحد الكوبين مكسوراً. {photo}', 'أفضّل استبداله إن أمكن، فهو هدية.'] },
    { subject: 'الشحن إلى دبي', turns: ['هل توصلون إلى دبي؟', 'وكم تكلفة الشحن تقريباً؟'] },
  ],
  ja: [
    { subject: '注文 {order} について', turns: ['こんにちは。注文 {order} はいつ届きますか？', '↩ありがとうございます。楽しみにしています。'] },
    { subject: 'ギフト包装', turns: ['ギフト包装をお願いできますか？', '青いリボンでお願いします🎀'] },
    { subject: 'カップが割れていました', turns: ['届いたカップが一つ割れていました。 {photo}', '交換していただけると助かります。'] },
  ],
  nl: [
    { subject: 'Bestelling {order}', turns: ['Hoi, wanneer wordt bestelling {order} bezorgd?', '↩Top, dank jullie wel!'] },
    { subject: 'Retour', turns: ['Ik wil graag de deken ruilen voor een grotere maat.', 'Kan dat ook in de winkel?'] },
  ],
  pl: [
    { subject: 'Zamówienie {order}', turns: ['Dzień dobry, kiedy dotrze zamówienie {order}?', '↩Świetnie, dziękuję za szybką odpowiedź!'] },
    { subject: 'Uszkodzony talerz', turns: ['Jeden talerz dotarł pęknięty. {photo}', 'Wolę wymianę niż zwrot pieniędzy.'] },
  ],
};

/** Public comments on the shop's posts. */
export const COMMENTS: Record<Language, readonly string[]> = {
  en: ['That lamp is gorgeous 😍 do you ship to Ireland?', 'Mine arrived yesterday, even nicer than in the picture.', 'Is this one back in stock yet?'],
  it: ['Che meraviglia! Quanto costa quella blu?', 'La trovo anche in negozio?', 'Arrivata oggi, stupenda ❤️'],
  de: ['Gibt es die Schale auch in Grün?', 'Wunderschön! Liefert ihr nach Österreich?'],
  fr: ['Magnifique ! Elle existe en plus petit ?', 'Livrez-vous avant Noël ?'],
  es: ['¡Qué bonito! ¿Lo tenéis en blanco?', '¿Cuánto mide?'],
  pt: ['Que lindo! Enviam para o Porto?', 'Qual é o preço?'],
  ar: ['جميل جداً! هل يتوفر باللون الأبيض؟', 'كم السعر من فضلك؟'],
  ja: ['素敵ですね！日本にも発送できますか？', '再入荷はありますか？'],
  nl: ['Prachtig! Is deze er ook in het wit?', 'Wat kost de verzending?'],
  pl: ['Piękne! Czy wysyłacie do Krakowa?', 'Jaka jest cena?'],
};

/** Answers of the shop's agents; the number of their messages in the ticket chooses the text. */
export const ANSWERS: Record<Language, readonly string[]> = {
  en: ['Hello! Thank you for writing. I am looking into it and will be back within the hour.', 'Good news: it is sorted. Is there anything else we can do?'],
  it: ['Buongiorno! Grazie del messaggio, controllo subito e le faccio sapere.', 'Tutto a posto! Per qualunque cosa siamo qui.'],
  de: ['Guten Tag! Danke für die Nachricht, ich sehe gleich nach.', 'Es ist erledigt. Können wir sonst noch etwas für Sie tun?'],
  fr: ['Bonjour ! Merci pour votre message, je regarde tout de suite.', 'C’est réglé. Pouvons-nous faire autre chose pour vous ?'],
  es: ['¡Hola! Gracias por escribirnos, lo miro ahora mismo.', 'Ya está solucionado. ¿Podemos ayudar en algo más?'],
  pt: ['Olá! Obrigado pela mensagem, vou já verificar.', 'Está resolvido. Podemos ajudar em mais alguma coisa?'],
  ar: ['مرحباً! شكراً لرسالتك، سأتحقق من الأمر حالاً.', 'تم الحل. هل هناك شيء آخر يمكننا مساعدتك به؟'],
  ja: ['こんにちは。ご連絡ありがとうございます。すぐに確認いたします。', '手配が完了しました。ほかにご質問はございますか？'],
  nl: ['Hallo! Bedankt voor je bericht, ik kijk het meteen na.', 'Het is geregeld. Kunnen we nog iets doen?'],
  pl: ['Dzień dobry! Dziękujemy za wiadomość, już sprawdzam.', 'Załatwione. Czy możemy pomóc w czymś jeszcze?'],
};
