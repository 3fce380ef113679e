export const agentFamilies = ['glpi', 'fusion', 'ocs'] as const;
export type AgentFamily = (typeof agentFamilies)[number];

export interface Setup {
  origin: string;
  username: string;
  password: string;
}

/** Where lines go: words of the page say it. */
export type SetupPlace = 'glpiFile' | 'glpiWindows' | 'fusionFile' | 'ocsFile' | 'tryGlpi' | 'tryFusion' | 'tryOcs';

/** The lines that make an unchanged agent of this family come to us, ready to be pasted. */
export function setupOf(family: AgentFamily, { origin, username, password }: Setup): Array<{ where: SetupPlace; lines: string }> {
  const server = `${origin}/inventory`;
  const plain = `server = ${server}\nuser = ${username}\npassword = ${password}\n`;
  if (family === 'glpi')
    return [
      { where: 'glpiFile', lines: plain },
      {
        where: 'glpiWindows',
        lines: `msiexec /i GLPI-Agent-x64.msi /quiet SERVER="${server}" USER="${username}" PASSWORD="${password}" RUNNOW=1\n`,
      },
      { where: 'tryGlpi', lines: 'glpi-agent --force --debug\n' },
    ];
  if (family === 'fusion')
    return [
      { where: 'fusionFile', lines: plain },
      { where: 'tryFusion', lines: 'fusioninventory-agent --force --debug\n' },
    ];
  return [
    {
      where: 'ocsFile',
      lines: `server=${origin}/ocsinventory\nuser=${base64(username)}\npassword=${base64(password)}\nrealm=Coulisse\nbasevardir=/var/lib/ocsinventory-agent\n`,
    },
    { where: 'tryOcs', lines: 'ocsinventory-agent --nolocal --force --debug\n' },
  ];
}

/** OCS's agent keeps its user name and password in this writing. */
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
