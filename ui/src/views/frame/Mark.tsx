/** The mark: a charter with its seal. */
export function Mark() {
  return (
    <svg className="i mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M4 2.5h16v11.5H4z" />
      <path d="M7.5 6.25h9M7.5 9.75h9" />
      <path d="M9.75 14l1 2.4M14.25 14l-1 2.4" />
      <circle cx="12" cy="18.75" r="2.75" />
    </svg>
  );
}
