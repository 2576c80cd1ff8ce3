/** The workspace itself: backups, a check of everything stored, and its tables made anew. */
import { Backup } from "./Backup";
import { CheckAll } from "./CheckAll";
import { Rebuild } from "./Rebuild";

export function WorkspacePart() {
  return (
    <div className="workspace-part">
      <Backup />
      <CheckAll />
      <Rebuild />
    </div>
  );
}
