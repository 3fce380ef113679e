import type { FailureClass } from '../../../server/backups/backup-schemas.ts';
import { dictionary } from '../i18n/dictionary.ts';

/** What happened, and what to do about it. */
type Advice = readonly [string, string];

/** Every class of failure in plain words, with the next step. */
export const failureWords = dictionary<Record<FailureClass, Advice>>(
  {
    source_missing: [
      'What should be backed up is not there.',
      'See whether the path was moved, or its disk is not mounted. Then correct the policy’s source, or mount the disk, and back up again.',
    ],
    source_empty: [
      'The source is there, but it holds no file.',
      'An empty folder usually means a disk that is not mounted or a moved application. Look at the path on the server.',
    ],
    source_unreadable: [
      'Some files could not be read, so the recovery point lacks them.',
      'The log names the files. Give the account that runs the backup the right to read them, or exclude them.',
    ],
    source_shrunk: [
      'The source is less than half of what it used to be.',
      'If that is on purpose, back it up again and say so. If not, look at once: somebody or something may be deleting data. The older recovery points are kept.',
    ],
    dump_failed: [
      'The database could not be dumped.',
      'The log holds the database’s own words: most often the password, the right to read, or a server that is not running.',
    ],
    dump_truncated: [
      'The dump ended too early and was refused.',
      'Look for a database that was restarted meanwhile or a full temporary disk, then back up again.',
    ],
    hook_failed: [
      'A program that belongs to the backup failed.',
      'The log holds its own words. If it was the one after the backup, something may still be stopped: look at once.',
    ],
    hook_softskip: [
      'A program before the backup said: not now.',
      'Nothing is wrong. The next run comes at its time; if this happens every time, look at the program.',
    ],
    auth_host: [
      'The host does not take the key.',
      'See whether the line that the policy shows still stands in authorized_keys of the account, and whether the account is locked.',
    ],
    host_key_changed: [
      'The host answers by another key than the one it was pinned to.',
      'Was it installed anew? Then compare the new fingerprint and choose it in the policy. If not, somebody may be in between: do not accept it.',
    ],
    host_unreachable: [
      'The host cannot be reached, or the connection broke.',
      'It is tried again by itself. If it lasts, look at the host, its SSH server and the network between.',
    ],
    auth_repo: [
      'The password does not open the repository.',
      'Somebody changed the repository’s password outside Coulisse. Put the right one into the repository’s settings.',
    ],
    repo_missing: [
      'The repository is not where it was.',
      'Its disk may not be mounted. It is never made anew by itself, since that would bury the old backups.',
    ],
    repo_id_changed: [
      'At the repository’s place lies another repository.',
      'Do not write into it. Find out who replaced it; the right one may be on a disk that is not mounted.',
    ],
    repo_locked_live: [
      'Another process is using the repository.',
      'It is tried again by itself. If it lasts, see what else works with this repository.',
    ],
    repo_locked_stale: [
      'A lock of somebody else was left in the repository.',
      'Make sure that nobody uses the repository from elsewhere, then remove the lock with its own tool (restic unlock).',
    ],
    foreign_snapshot: [
      'Something in the repository was made by no run of ours.',
      'Open the repository, look at what it is, and accept it or find out who else has the password.',
    ],
    repo_full: [
      'The repository’s disk is full.',
      'Free space or enlarge the disk. Keeping fewer recovery points helps from the next run on.',
    ],
    scratch_full: ['The disk for temporary files is full.', 'Free space in the data directory of the worker, then back up again.'],
    timeout_stall: [
      'Nothing moved for too long, so the run was ended.',
      'Usually a network disk that hangs. See whether the source and the repository answer.',
    ],
    timeout_wall: [
      'The run took far longer than usual and was ended.',
      'Look at the size of the source and the speed of the repository. A longer window may be needed.',
    ],
    worker_lost: [
      'The program that did the work died.',
      'It is tried again by itself. If it happens often, look at the memory of that machine.',
    ],
    engine_missing: [
      'The backup tool is not installed on this machine.',
      'Install it (for restic: apt install restic), or move the policy to a repository of the kind “archive”.',
    ],
    engine_too_old: ['The backup tool is too old for what is asked of it.', 'Install a newer version, then back up again.'],
    corrupt_pack: [
      'Stored data is damaged.',
      'Do not trust this repository until its disk is checked. Back up to another one now, then verify every recovery point here.',
    ],
    verify_failed: [
      'The recovery point did not prove itself: what was read is not what was written.',
      'Treat it as lost, make a new backup now, and check the disk of the repository.',
    ],
    target_exists: ['Something is already where the restore should go.', 'Choose an empty place, or confirm that it may be overwritten.'],
    target_full: ['The disk of the target is full.', 'Free space or choose another place, then restore again.'],
    target_unwritable: ['The target cannot be written.', 'Choose a place that the program may write to.'],
    missed: [
      'The run did not start in time.',
      'No worker was free or running at that time. See whether a worker is up; a missed run is made up for by itself unless the policy says otherwise.',
    ],
    overrun: ['The run did not finish within its window.', 'Give it a longer window, an earlier start, or split the source.'],
    unknown: [
      'It failed for a reason that is not known.',
      'The log holds the last words of the tool. Back up again; if it repeats, that log is what a helper needs.',
    ],
  },
  {
    source_missing: [
      'Ce qui devrait être sauvegardé n’est pas là.',
      'Voyez si le chemin a été déplacé ou si son disque n’est pas monté. Corrigez la source de la politique, ou montez le disque, puis sauvegardez de nouveau.',
    ],
    source_empty: [
      'La source est là, mais ne contient aucun fichier.',
      'Un dossier vide signale souvent un disque non monté ou une application déplacée. Regardez le chemin sur le serveur.',
    ],
    source_unreadable: [
      'Certains fichiers n’ont pas pu être lus ; ils manquent au point de reprise.',
      'Le journal les nomme. Donnez au compte qui sauvegarde le droit de les lire, ou excluez-les.',
    ],
    source_shrunk: [
      'La source fait moins de la moitié de sa taille habituelle.',
      'Si c’est voulu, sauvegardez de nouveau en le disant. Sinon, regardez tout de suite : quelqu’un ou quelque chose efface peut-être des données. Les anciens points de reprise sont gardés.',
    ],
    dump_failed: [
      'La base de données n’a pas pu être exportée.',
      'Le journal contient les mots de la base : le plus souvent le mot de passe, un droit de lecture, ou un serveur arrêté.',
    ],
    dump_truncated: [
      'L’export s’est terminé trop tôt et a été refusé.',
      'Cherchez une base redémarrée entre-temps ou un disque temporaire plein, puis sauvegardez de nouveau.',
    ],
    hook_failed: [
      'Un programme qui accompagne la sauvegarde a échoué.',
      'Le journal contient ses mots. Si c’est celui d’après, quelque chose est peut-être encore arrêté : voyez tout de suite.',
    ],
    hook_softskip: [
      'Un programme d’avant a dit : pas maintenant.',
      'Rien d’anormal. La prochaine exécution viendra à son heure ; si cela arrive chaque fois, voyez le programme.',
    ],
    auth_host: [
      'Le serveur ne prend pas la clé.',
      'Voyez si la ligne que montre la politique est encore dans authorized_keys du compte, et si ce compte n’est pas bloqué.',
    ],
    host_key_changed: [
      'Le serveur répond par une autre clé que celle qui était connue.',
      'A-t-il été réinstallé ? Comparez alors la nouvelle empreinte et choisissez-la dans la politique. Sinon, quelqu’un s’est peut-être glissé entre les deux : ne l’acceptez pas.',
    ],
    host_unreachable: [
      'Le serveur est injoignable, ou la liaison s’est rompue.',
      'Un nouvel essai part tout seul. Si cela dure, voyez le serveur, son service SSH et le réseau entre les deux.',
    ],
    auth_repo: [
      'Le mot de passe n’ouvre pas le dépôt.',
      'Quelqu’un l’a changé hors de Coulisse. Mettez le bon dans les réglages du dépôt.',
    ],
    repo_missing: [
      'Le dépôt n’est pas à sa place.',
      'Son disque n’est peut-être pas monté. Il n’est jamais recréé tout seul, car cela enterrerait les anciennes sauvegardes.',
    ],
    repo_id_changed: [
      'À la place du dépôt s’en trouve un autre.',
      'N’y écrivez pas. Cherchez qui l’a remplacé ; le bon est peut-être sur un disque non monté.',
    ],
    repo_locked_live: [
      'Un autre processus utilise le dépôt.',
      'On réessaie tout seul. Si cela dure, voyez ce qui travaille encore avec ce dépôt.',
    ],
    repo_locked_stale: [
      'Un verrou d’autrui est resté dans le dépôt.',
      'Assurez-vous que personne n’utilise le dépôt d’ailleurs, puis retirez le verrou avec son propre outil (restic unlock).',
    ],
    foreign_snapshot: [
      'Le dépôt contient quelque chose qu’aucune exécution d’ici n’a fait.',
      'Ouvrez le dépôt, voyez ce que c’est, puis acceptez-le ou cherchez qui d’autre a le mot de passe.',
    ],
    repo_full: [
      'Le disque du dépôt est plein.',
      'Libérez de la place ou agrandissez le disque. Garder moins de points de reprise aide dès la prochaine exécution.',
    ],
    scratch_full: [
      'Le disque des fichiers temporaires est plein.',
      'Libérez de la place dans le répertoire de données de l’exécuteur, puis sauvegardez de nouveau.',
    ],
    timeout_stall: [
      'Plus rien ne bougeait ; l’exécution a été arrêtée.',
      'Souvent un disque réseau bloqué. Voyez si la source et le dépôt répondent.',
    ],
    timeout_wall: [
      'L’exécution a duré bien plus que d’habitude et a été arrêtée.',
      'Regardez la taille de la source et la vitesse du dépôt. Une plage plus longue peut être nécessaire.',
    ],
    worker_lost: [
      'Le programme qui faisait le travail s’est arrêté.',
      'On réessaie tout seul. Si c’est fréquent, regardez la mémoire de cette machine.',
    ],
    engine_missing: [
      'L’outil de sauvegarde n’est pas installé sur cette machine.',
      'Installez-le (pour restic : apt install restic), ou passez la politique à un dépôt de type « archive ».',
    ],
    engine_too_old: [
      'L’outil de sauvegarde est trop ancien pour ce qu’on lui demande.',
      'Installez une version plus récente, puis sauvegardez de nouveau.',
    ],
    corrupt_pack: [
      'Des données stockées sont endommagées.',
      'Ne vous fiez pas à ce dépôt avant d’avoir contrôlé son disque. Sauvegardez maintenant vers un autre, puis vérifiez ici chaque point de reprise.',
    ],
    verify_failed: [
      'Le point de reprise n’a pas fait ses preuves : ce qui a été lu n’est pas ce qui fut écrit.',
      'Tenez-le pour perdu, sauvegardez maintenant, et contrôlez le disque du dépôt.',
    ],
    target_exists: [
      'Quelque chose se trouve déjà là où la restauration devait aller.',
      'Choisissez un endroit vide, ou confirmez qu’on peut l’écraser.',
    ],
    target_full: ['Le disque de destination est plein.', 'Libérez de la place ou choisissez un autre endroit, puis restaurez de nouveau.'],
    target_unwritable: ['La destination ne peut pas être écrite.', 'Choisissez un endroit où le programme peut écrire.'],
    missed: [
      'L’exécution n’a pas démarré à temps.',
      'Aucun exécuteur n’était libre ou en marche. Voyez s’il y en a un ; une exécution manquée est rattrapée toute seule sauf si la politique dit autrement.',
    ],
    overrun: ['L’exécution n’a pas fini dans sa plage.', 'Donnez-lui une plage plus longue, un départ plus tôt, ou divisez la source.'],
    unknown: [
      'Elle a échoué pour une raison inconnue.',
      'Le journal contient les derniers mots de l’outil. Sauvegardez de nouveau ; si cela se répète, ce journal est ce qu’il faut à qui vous aide.',
    ],
  },
);
