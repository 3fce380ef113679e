import { dictionary } from '../i18n/dictionary.ts';

export const sshWords = dictionary(
  {
    hostKey: 'Key of the host',
    hostKeyHint: 'Only a host that answers by this key is believed.',
    showKeys: 'Show its keys',
    compare: 'Compare the fingerprint with what the administrator of the host says, then choose:',
    chosen: 'This key is chosen',
    choose: (fingerprint: string) => `Choose ${fingerprint}`,
    access: 'Access to the host',
    accessText: (user: string, host: string) =>
      `Put this line into ~/.ssh/authorized_keys of ${user} on ${host}. The key can only send these paths, by GNU tar, and do nothing else.`,
    copy: 'Copy the line',
    copied: 'Copied',
    check: 'Check the access',
    isReady: 'The host answers by its key, takes ours and sends.',
  },
  {
    hostKey: 'Clé du serveur',
    hostKeyHint: 'Seul un serveur qui répond par cette clé est cru.',
    showKeys: 'Montrer ses clés',
    compare: 'Comparez l’empreinte avec celle que donne l’administrateur du serveur, puis choisissez :',
    chosen: 'Cette clé est choisie',
    choose: (fingerprint) => `Choisir ${fingerprint}`,
    access: 'Accès au serveur',
    accessText: (user, host) =>
      `Placez cette ligne dans ~/.ssh/authorized_keys de ${user} sur ${host}. La clé ne peut qu’envoyer ces chemins, par GNU tar, et rien d’autre.`,
    copy: 'Copier la ligne',
    copied: 'Copié',
    check: 'Vérifier l’accès',
    isReady: 'Le serveur répond par sa clé, prend la nôtre et envoie.',
  },
);
