// The golden files of this room, and bytes as hexadecimal texts.
#pragma once

#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "crypto/root/hex.h"
#include "tests/unit/crypto/hex.h"

namespace keyward::crypto::testing {

// Hex is `bytes` in lower-case digits.
inline std::string Hex(ByteView bytes) { return HexText(bytes); }

// Golden is the array of cases in tests/golden/crypto/.
inline nlohmann::json Golden(const std::string& name) {
  std::ifstream file(std::string(KEYWARD_SOURCE_DIR) + "/tests/golden/crypto/" + name);
  nlohmann::json cases = nlohmann::json::parse(file);
  KEYWARD_CHECK(cases.is_array() && !cases.empty());
  return cases;
}

}  // namespace keyward::crypto::testing
