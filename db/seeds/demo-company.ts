/** The invented company of the demo: Lumen, which makes stage lighting, in Lyon, Paris, Dublin and Montréal. */

export const domain = 'lumen.example';

export interface DemoLocation {
  key: string;
  name: string;
  timeZone: string;
  address: string;
}

export const locations: DemoLocation[] = [
  { key: 'lyon', name: 'Lyon — Siège', timeZone: 'Europe/Paris', address: '12 quai des Projecteurs, 69002 Lyon' },
  { key: 'paris', name: 'Paris — Atelier', timeZone: 'Europe/Paris', address: '4 rue de la Servante, 75010 Paris' },
  { key: 'dublin', name: 'Dublin — Office', timeZone: 'Europe/Dublin', address: '7 Limelight Row, Dublin 2' },
  { key: 'montreal', name: 'Montréal — Bureau', timeZone: 'America/Toronto', address: '88, rue de la Rampe, Montréal' },
];

type Row = [
  name: string,
  language: 'fr' | 'en',
  role: 'employee' | 'technician' | 'lead' | 'admin',
  department: string,
  jobTitle: string,
  location: string,
];

/** The first is the administrator; the address is made of the name. */
export const people: Row[] = [
  ['Dominique Arnaud', 'fr', 'admin', 'IT', 'Responsable informatique', 'lyon'],
  ['Claire Fontaine', 'fr', 'lead', 'IT', 'Cheffe du centre de services', 'lyon'],
  ['Niall Brennan', 'en', 'lead', 'IT', 'Infrastructure lead', 'dublin'],
  ['Baptiste Morel', 'fr', 'technician', 'IT', 'Technicien support', 'lyon'],
  ['Aoife Kelly', 'en', 'technician', 'IT', 'Support engineer', 'dublin'],
  ['Mathilde Roche', 'fr', 'technician', 'IT', 'Technicienne support', 'paris'],
  ['Samuel Tremblay', 'fr', 'technician', 'IT', 'Technicien support', 'montreal'],
  ['Grace Okafor', 'en', 'technician', 'IT', 'Systems engineer', 'dublin'],
  ['Yanis Belkacem', 'fr', 'technician', 'IT', 'Administrateur réseau', 'lyon'],
  ['Hélène Vasseur', 'fr', 'employee', 'Direction', 'Directrice générale', 'lyon'],
  ['Thomas Girard', 'fr', 'employee', 'Direction', 'Directeur financier', 'lyon'],
  ['Inès Lambert', 'fr', 'employee', 'Ventes', 'Commerciale', 'lyon'],
  ['Hugo Marchand', 'fr', 'employee', 'Ventes', 'Commercial', 'paris'],
  ['Camille Dupuis', 'fr', 'employee', 'Ventes', 'Assistante commerciale', 'lyon'],
  ["Liam O'Connor", 'en', 'employee', 'Sales', 'Account manager', 'dublin'],
  ['Emily Walsh', 'en', 'employee', 'Sales', 'Account manager', 'dublin'],
  ['Priya Nair', 'en', 'employee', 'Sales', 'Sales operations', 'dublin'],
  ['Étienne Gagnon', 'fr', 'employee', 'Ventes', 'Directeur Amérique', 'montreal'],
  ['Chloé Bergeron', 'fr', 'employee', 'Ventes', 'Représentante', 'montreal'],
  ['Lucas Perrin', 'fr', 'employee', 'Atelier', 'Électronicien', 'paris'],
  ['Nadia Haddad', 'fr', 'employee', 'Atelier', 'Cheffe d’atelier', 'paris'],
  ['Quentin Faure', 'fr', 'employee', 'Atelier', 'Monteur', 'paris'],
  ['Jeanne Colin', 'fr', 'employee', 'Atelier', 'Contrôle qualité', 'paris'],
  ['Omar Benali', 'fr', 'employee', 'Atelier', 'Magasinier', 'paris'],
  ['Sofia Rossi', 'en', 'employee', 'Design', 'Lighting designer', 'lyon'],
  ['Jonas Weber', 'en', 'employee', 'Design', 'Optical engineer', 'lyon'],
  ['Margaux Leroy', 'fr', 'employee', 'Design', 'Designer produit', 'lyon'],
  ['Ren Takahashi', 'en', 'employee', 'Design', 'Firmware developer', 'lyon'],
  ['Ana Carvalho', 'en', 'employee', 'Design', 'Firmware developer', 'dublin'],
  ['Paul Chevalier', 'fr', 'employee', 'Finance', 'Comptable', 'lyon'],
  ['Sylvie Renard', 'fr', 'employee', 'Finance', 'Contrôleuse de gestion', 'lyon'],
  ['Orla Murphy', 'en', 'employee', 'Finance', 'Accountant', 'dublin'],
  ['Fatou Diallo', 'fr', 'employee', 'RH', 'Responsable RH', 'lyon'],
  ['Antoine Mercier', 'fr', 'employee', 'RH', 'Chargé de recrutement', 'lyon'],
  ['Rosalie Côté', 'fr', 'employee', 'RH', 'Coordonnatrice', 'montreal'],
  ['Victor Simon', 'fr', 'employee', 'Logistique', 'Responsable logistique', 'paris'],
  ['Léa Guillot', 'fr', 'employee', 'Logistique', 'Préparatrice', 'paris'],
  ['Conor Byrne', 'en', 'employee', 'Logistics', 'Shipping', 'dublin'],
  ['Maëlle Pichon', 'fr', 'employee', 'Marketing', 'Cheffe de produit', 'lyon'],
  ['Daniel Kowalski', 'en', 'employee', 'Marketing', 'Web editor', 'dublin'],
  ['Julie Bonnet', 'fr', 'employee', 'Marketing', 'Graphiste', 'lyon'],
];

/** `Étienne Gagnon` → `etienne.gagnon@lumen.example` */
export function emailOf(name: string): string {
  const plain = name.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return `${plain
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .replaceAll(' ', '.')}@${domain}`;
}

export const supportGroups = [
  {
    key: 'desk',
    name: 'Centre de services',
    isDefault: true,
    members: ['Claire Fontaine', 'Baptiste Morel', 'Aoife Kelly', 'Mathilde Roche', 'Samuel Tremblay'],
  },
  { key: 'systems', name: 'Systems & network', isDefault: false, members: ['Niall Brennan', 'Grace Okafor', 'Yanis Belkacem'] },
  { key: 'apps', name: 'Applications', isDefault: false, members: ['Claire Fontaine', 'Grace Okafor', 'Mathilde Roche'] },
];

/** `around`: the calendar that the service is promised in. */
export const services = [
  {
    key: 'workplace',
    name: 'Poste de travail',
    description: 'Computers, docks, screens and what runs on them',
    group: 'desk',
    around: 'office',
  },
  { key: 'mail', name: 'Messagerie', description: 'Mail and calendars', group: 'desk', around: 'office' },
  { key: 'network', name: 'Network and Wi-Fi', description: 'Wired network, Wi-Fi, remote access', group: 'systems', around: 'always' },
  { key: 'files', name: 'File shares', description: 'Shared folders and their backups', group: 'systems', around: 'always' },
  { key: 'erp', name: 'ERP', description: 'Orders, stock, accounting', group: 'apps', around: 'office' },
  { key: 'web', name: 'Boutique en ligne', description: 'Web shop and its payment', group: 'apps', around: 'always' },
  { key: 'printing', name: 'Impression', description: 'Printers and scanners', group: 'desk', around: 'office' },
  { key: 'telephony', name: 'Téléphonie', description: 'Phones and mobiles', group: 'desk', around: 'office' },
];
