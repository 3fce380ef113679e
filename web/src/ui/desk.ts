// The parts of Mantine that the first screens do without, and what the pages of devices, backups and administration share.
import '@mantine/core/styles/SimpleGrid.layer.css';
import '@mantine/core/styles/Radio.layer.css';
import '@mantine/core/styles/NumberInput.layer.css';
import './desk.css';
