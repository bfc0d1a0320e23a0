// Steps of the operations that list: the page that is asked for, and its end (K5.101).
#pragma once

#include <string>
#include <vector>

#include "kms/operations/steps.h"

namespace keyward::kms {

// Page: how many entries, and behind which.
struct Page {
  size_t limit = 0;
  std::string after;  // empty: from the beginning
};

// ReadPage reads Limit and Marker. `list` is what the list depends on. Errors: ValidationException,
// InvalidMarkerException.
Answer<Page> ReadPage(const Work& work, std::string_view list);

// PutPage writes the entries under `member`, and Truncated. `more` says that entries are left behind
// `last`.
void PutPage(const Work& work, std::string_view list, std::string_view member, List entries,
             bool more, std::string_view last, Document& answer);

// PlaceList is the list of what an account has in a Region.
std::string PlaceList(const Work& work);

}  // namespace keyward::kms
