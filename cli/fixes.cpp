#include "cli/fixes.h"

#include <algorithm>
#include <vector>

namespace keyward::cli {
namespace {

bool Overlap(Span a, Span b) {
  return (a.begin < b.end && b.begin < a.end) || a.begin == b.begin || a.end == b.end;
}

// Fits: none of the fix's edits touches one that was accepted before.
bool Fits(const Fix& fix, const std::vector<Edit>& accepted) {
  return std::none_of(fix.edits.begin(), fix.edits.end(), [&accepted](const Edit& edit) {
    return std::any_of(accepted.begin(), accepted.end(),
                       [&edit](const Edit& other) { return Overlap(edit.span, other.span); });
  });
}

}  // namespace

Fixed ApplyFixes(const Source& source, const Diagnostics& diagnostics) {
  Fixed fixed;
  fixed.text = source.text();
  std::vector<Edit> edits;
  for (const Diagnostic& one : diagnostics) {
    if (!one.fix || one.fix->edits.empty() || !Fits(*one.fix, edits)) continue;
    edits.insert(edits.end(), one.fix->edits.begin(), one.fix->edits.end());
    ++fixed.count;
  }
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
  for (const Edit& edit : edits) {
    fixed.text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.replacement);
  }
  return fixed;
}

}  // namespace keyward::cli
