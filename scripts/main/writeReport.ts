import { mkdir, rename, rm, writeFile } from "node:fs/promises";

/**
 * Writes all files of a report into a folder, or none: they are written beside it first and then moved in its place.
 *
 * @param folder is replaced
 * @param files name to content
 */
export async function writeReport(folder: string, files: Record<string, string>): Promise<void> {
  const draft = `${folder}.partial`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(`${draft}/${name}`, content);
  await mkdir(folder, { recursive: true });
  for (const name of Object.keys(files)) await rename(`${draft}/${name}`, `${folder}/${name}`);
  await rm(draft, { recursive: true });
}
