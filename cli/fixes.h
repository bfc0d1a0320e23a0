// Fixes: the repairs that findings bring, applied to a text.
#pragma once

#include <string>

#include "base/diagnostic.h"
#include "base/source.h"

namespace keyward::cli {

// Fixed: a text and how many fixes went into it.
struct Fixed {
  std::string text;
  size_t count = 0;
};

// ApplyFixes applies the fixes of `diagnostics`, first come first served: a fix that touches what
// another one changed is left for the next round.
Fixed ApplyFixes(const Source& source, const Diagnostics& diagnostics);

// UnifiedDiff is the difference of two texts as `diff -u` writes it; empty where there is none.
std::string UnifiedDiff(const std::string& name, std::string_view before, std::string_view after);

}  // namespace keyward::cli
