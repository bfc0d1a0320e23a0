// Checkpoint signatures: how the log's states are vouched for.
//
// Flow      SealingKey::SignCheckpoint --> CheckpointSignature --> VerifyCheckpoint, anywhere
// Promise   Ed25519 (RFC 8032); verifying takes the public key alone.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"

namespace keyward::crypto {

using CheckpointPublicKey = std::array<uint8_t, 32>;
using CheckpointSignature = std::array<uint8_t, 64>;

// VerifyCheckpoint fails with kBadSignature when `signature` is not the key's over `bytes`, or the
// public key is none.
Result<void> VerifyCheckpoint(const CheckpointPublicKey& public_key, ByteView bytes,
                              const CheckpointSignature& signature);

}  // namespace keyward::crypto
