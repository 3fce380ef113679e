import { assetsSubject } from './assets-subject.ts';
import type { SubjectName } from './import-schemas.ts';
import type { Subject } from './import-subject.ts';
import { licencesSubject } from './licences-subject.ts';
import { locationsSubject } from './locations-subject.ts';
import { peopleSubject } from './people-subject.ts';
import { seatsSubject } from './seats-subject.ts';
import { accessoriesSubject, componentsSubject, consumablesSubject } from './stock-subjects.ts';
import { suppliersSubject } from './supplier-subject.ts';

/** Every kind of list that can be imported. */
export const subjects: Record<SubjectName, Subject> = {
  assets: assetsSubject as Subject,
  people: peopleSubject as Subject,
  locations: locationsSubject as Subject,
  suppliers: suppliersSubject as Subject,
  licences: licencesSubject as Subject,
  seats: seatsSubject as Subject,
  accessories: accessoriesSubject as Subject,
  consumables: consumablesSubject as Subject,
  components: componentsSubject as Subject,
};
