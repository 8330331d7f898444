/** What every report says where a site shows groups smaller than usual (measures.md, "Publishing figures about people"). */
export const internalNote = 'Internal, not for publication';
