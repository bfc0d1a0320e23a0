// Shown members: which parts of a request and a response an audit record shows, and how.
//
// Flow      shapes.def --> requestParameters, responseElements (kms.md section 8.2)
// Promise   no blob and nothing secret is ever written (K8.8); what the table does not name stays
//           out. The table is resolved against the API model once, at first use.
#pragma once

#include <string>
#include <string_view>

#include "kms/operation.h"
#include "kms/value.h"

namespace keyward::kms {

// AppendRequestParameters writes what the table names of `request`, defaults included, or null when
// nothing of it is there.
void AppendRequestParameters(Operation operation, const Document& request, std::string& out);

// AppendResponseElements writes what the table names of `response`, or null. `key_arn` stands where
// the table says @KeyId.
void AppendResponseElements(Operation operation, const Document& response, std::string_view key_arn,
                            std::string& out);

}  // namespace keyward::kms
