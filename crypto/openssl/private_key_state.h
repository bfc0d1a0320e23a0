// PrivateKey::State: OpenSSL's key, and contexts that are set up for it.
#pragma once

#include "crypto/openssl/handles.h"
#include "crypto/openssl/private_key.h"
#include "crypto/openssl/spares.h"

namespace keyward::crypto {

// Operation: what a context was set up for, with its algorithm. Setting one up costs OpenSSL several
// look-ups and allocations, so each key keeps a few.
enum class Operation : uint8_t { kNone, kEncrypt, kDecrypt, kSign, kVerify, kDerive };

struct Prepared {
  Operation operation = Operation::kNone;
  uint8_t algorithm = 0;
  PkeyContext context;
};

struct PrivateKey::State {
  KeySpec spec = KeySpec::kRsa2048;
  Pkey pkey;
  size_t point_size = 0;  // of the uncompressed public point at the end of public_key_
  Spares<Prepared> spares;

  // Take is a context for this operation: a spare one, or one that `prepare` sets up. Null when
  // OpenSSL fails.
  template <typename Algorithm, typename Prepare>
  std::unique_ptr<Prepared> Take(Operation operation, Algorithm algorithm, Prepare prepare) {
    auto prepared = spares.Take();
    const auto wanted = static_cast<uint8_t>(algorithm);
    if (prepared != nullptr && prepared->operation == operation && prepared->algorithm == wanted) {
      return prepared;
    }
    prepared = std::make_unique<Prepared>();
    prepared->operation = operation;
    prepared->algorithm = wanted;
    prepared->context.reset(EVP_PKEY_CTX_new_from_pkey(nullptr, pkey.get(), nullptr));
    if (prepared->context == nullptr || !prepare(prepared->context.get())) return nullptr;
    return prepared;
  }
};

}  // namespace keyward::crypto
