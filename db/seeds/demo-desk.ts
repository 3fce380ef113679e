/** What the demo company's desk has ready: answers, macros, lists, forms and what everybody may read. Two languages, as there. */

export const cannedAnswers = [
  {
    name: 'Redémarrer d’abord / Restart first',
    shortcut: 'restart',
    texts: {
      fr: 'Bonjour {{requester.firstName}}, pouvez-vous redémarrer {{asset.name|votre poste}} (et non le rouvrir), puis me dire si cela continue ?',
      en: 'Hello {{requester.firstName}}, please restart {{asset.name|your computer}} (rather than waking it) and tell me whether it goes on.',
    },
  },
  {
    name: 'Capture d’écran / Screenshot',
    shortcut: 'screenshot',
    texts: {
      fr: 'Pouvez-vous joindre une capture de l’écran entier au moment du message ? Touche Impr. écran, puis Ctrl+V dans votre réponse.',
      en: 'Could you attach a picture of the whole screen when the message shows? Print Screen, then Ctrl+V in your answer.',
    },
  },
  {
    name: 'C’est en route / On its way',
    shortcut: 'on-its-way',
    texts: {
      fr: 'Bonjour {{requester.firstName}}, votre matériel est prêt : passez quand vous voulez au bureau du {{supportGroup.name}}.',
      en: 'Hello {{requester.firstName}}, your device is ready: drop by the {{supportGroup.name}} whenever it suits you.',
    },
  },
];

export const macros = [
  {
    name: 'Demander une capture / Ask for a screenshot',
    group: 'desk',
    actions: [
      {
        type: 'comment',
        texts: {
          fr: 'Bonjour {{requester.firstName}}, pouvez-vous nous envoyer une capture de l’écran ?',
          en: 'Hello {{requester.firstName}}, could you send us a picture of the screen?',
        },
      },
      { type: 'assign', technicianId: 'me' },
      { type: 'pend', reason: 'Waiting for a screenshot', for: 'P3D' },
    ],
  },
  {
    name: 'VPN : remise à zéro / reset',
    group: 'systems',
    actions: [
      { type: 'checklist', items: ['End the open sessions', 'Renew the certificate', 'Have them sign in again', 'Check the split tunnel'] },
      { type: 'tag', tags: ['vpn'] },
    ],
  },
];

export const checklists = [
  {
    name: 'Arrivée / New colleague',
    service: 'workplace',
    items: ['Compte et messagerie', 'Ordinateur préparé', 'Téléphone et ligne', 'Badge imprimante', 'Présentation du portail'],
  },
  { name: 'Panne réseau / Network outage', service: 'network', items: ['Uplink', 'Core switch', 'DHCP', 'DNS', 'Tell the sites'] },
];

export const forms = {
  printing: [
    { key: 'printer', label: { en: 'Which printer?', fr: 'Quelle imprimante ?' }, type: 'text', isRequired: true },
    {
      key: 'happens',
      label: { en: 'What happens?', fr: 'Que se passe-t-il ?' },
      type: 'choice',
      isRequired: true,
      options: [
        { value: 'jam', label: { en: 'Paper jam', fr: 'Bourrage papier' } },
        { value: 'quality', label: { en: 'Bad print', fr: 'Mauvaise impression' } },
        { value: 'nothing', label: { en: 'Nothing comes out', fr: 'Rien ne sort' } },
      ],
    },
    {
      key: 'tray',
      label: { en: 'Which tray?', fr: 'Quel bac ?' },
      type: 'text',
      showWhen: { key: 'happens', equals: 'jam' },
    },
  ],
  telephony: [
    { key: 'line', label: { en: 'Line or extension', fr: 'Ligne ou poste' }, type: 'text' },
    { key: 'abroad', label: { en: 'It happens abroad', fr: 'Cela arrive à l’étranger' }, type: 'checkbox' },
  ],
} as const;

export const articles = [
  {
    language: 'fr',
    service: 'printing',
    title: 'L’imprimante affiche « bourrage papier »',
    body: 'Ouvrez le bac **2**, tirez la feuille *vers vous*, puis refermez la porte arrière. Si le message reste, éteignez une minute et signalez-nous le numéro sur l’étiquette.',
  },
  {
    language: 'en',
    service: 'printing',
    title: 'The printer says “paper jam”',
    body: 'Open tray **2**, pull the sheet *towards you*, then close the rear door. If the message stays, switch it off for a minute and tell us the number on its label.',
  },
  {
    language: 'fr',
    service: 'network',
    title: 'Se connecter au VPN depuis chez soi',
    body: '1. Vérifiez que le Wi-Fi de la maison fonctionne.\n2. Ouvrez *Accès distant* et choisissez **Lyon**.\n3. Acceptez la demande sur votre téléphone.\n\nLe code change toutes les 30 secondes.',
  },
  {
    language: 'en',
    service: 'network',
    title: 'Connect to the VPN from home',
    body: '1. Check that your Wi-Fi works.\n2. Open *Remote access* and choose **Dublin**.\n3. Accept the request on your phone.\n\nThe code changes every 30 seconds.',
  },
  {
    language: 'fr',
    service: 'mail',
    title: 'Prévenir de son absence dans la messagerie',
    body: 'Paramètres, *Réponses automatiques*, puis les dates. Une seule réponse part par personne.',
  },
] as const;

export const outage = {
  title: { en: 'Web shop: payments are refused', fr: 'Boutique en ligne : paiements refusés' },
  body: {
    en: 'Customers cannot pay by card. Orders are kept; nothing is lost.',
    fr: 'Les clients ne peuvent pas payer par carte. Les commandes sont gardées, rien n’est perdu.',
  },
  identified: { en: 'The certificate of the payment gateway has expired.', fr: 'Le certificat de la passerelle de paiement a expiré.' },
  summary: {
    en: 'The certificate is renewed and payments go through. Its end is watched from now on.',
    fr: 'Le certificat est renouvelé et les paiements passent. Son échéance est désormais surveillée.',
  },
};

export const maintenance = {
  title: { en: 'File shares: maintenance on Sunday', fr: 'Partages de fichiers : maintenance dimanche' },
  body: {
    en: 'The shared folders are read-only from 08:00 to 10:00.',
    fr: 'Les dossiers partagés sont en lecture seule de 8 h à 10 h.',
  },
};
