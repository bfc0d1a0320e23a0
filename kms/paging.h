// Paging: the Limit and Marker of the operations that list.
//
// Flow      Limit --PageLimit--> entries a page; last entry's key --MakeMarker--> NextMarker
//           Marker --ReadMarker--> the key after which the page begins
// Promise   a marker is opaque and names its operation and list: one of another list, a cut or a
//           changed one is refused. It is a place in an order, not a permission, so its check is a
//           checksum and not a MAC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kms/exception.h"
#include "kms/operation.h"
#include "kms/value.h"

namespace keyward::kms {

// PageLimits: how many entries a page of the operation has (K5.101).
struct PageLimits {
  int64_t fallback;  // where the request says nothing
  int64_t max;
};

// PageLimitsOf: nothing for an operation that does not list.
std::optional<PageLimits> PageLimitsOf(Operation operation);

// PageLimit is the request's Limit, or the operation's own. Errors: ValidationException over the
// operation's maximum, where the model allows more.
Answer<int64_t> PageLimit(Operation operation, const Document& request);

// MakeMarker writes the place after the entry whose key is `last` in the list `list`: what the list
// depends on, such as account, Region and key ARN. `last` has at most 512 bytes.
std::string MakeMarker(Operation operation, std::string_view list, std::string_view last);

// ReadMarker reads it back. Errors: InvalidMarkerException.
Answer<std::string> ReadMarker(Operation operation, std::string_view list, std::string_view marker);

}  // namespace keyward::kms
