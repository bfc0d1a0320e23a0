// Crc64: finds bytes that changed by accident.
//
// Promise   CRC-64/XZ (polynomial 0x42F0E1EBA9EA3693, reflected): every burst of up to 64 bits is
//           found. Not a defence against somebody who writes the file: values that need one are
//           sealed before they come here.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace keyward::store {

// Crc64 is the checksum of `bytes`; with `before`, of what that was the checksum of, and `bytes`.
uint64_t Crc64(ByteView bytes, uint64_t before = 0);

}  // namespace keyward::store
