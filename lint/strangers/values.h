// Values: what the requests of strangers can hold for the keys that they cannot choose freely.
//
// Flow      Program's key --ValuesOf--> values to try, in the evaluator
// Promise   a stranger has an account, an organization, a network and resources of its own, none of
//           which any policy names; names within its account it picks to suit the policy.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/program.h"

namespace keyward::lint {

inline constexpr std::string_view kStrangerAccount = "000000000009";
inline constexpr std::string_view kOwnerAccount = "000000000001";
inline constexpr std::string_view kOwnerOrganization = "o-0000000001";

// Values: to try one after the other; nothing stands for a key that the request does not hold.
using Values = std::vector<std::optional<std::string>>;

// ValuesOf lists the values of key number `key` of `program`; empty for keys that the caller picks.
Values ValuesOf(const compiler::Program& program, uint32_t key);

// OwnerValue is the value of a key that says something about the resource's owner, else empty.
std::string_view OwnerValue(std::string_view key);

}  // namespace keyward::lint
