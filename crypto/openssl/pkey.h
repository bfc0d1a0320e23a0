// Pkey: asymmetric keys between their encodings and OpenSSL's own form.
//
// Promise   what is parsed is of exactly the KeySpec that was asked for: named curves only, no bytes
//           behind the key, strict DER outside.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/key_spec.h"
#include "crypto/openssl/handles.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {

// CurveName is OpenSSL's name of the spec's curve; null for specs without one.
const char* CurveName(KeySpec spec);

// TypeName is OpenSSL's name of the spec's key type; null for symmetric and HMAC specs.
const char* TypeName(KeySpec spec);

// GeneratePkey makes a new key of `spec`.
Result<Pkey> GeneratePkey(KeySpec spec);

// ParsePkcs8 reads a DER PKCS#8 private key of `spec`. Fails with kBadMaterial.
Result<Pkey> ParsePkcs8(KeySpec spec, ByteView der);

// IsSound tells whether the parts of a private key belong together; slow for RSA.
bool IsSound(EVP_PKEY* pkey);

// EncodePkcs8 writes a private key as DER PKCS#8, EC with its uncompressed public point.
Result<SecretBytes> EncodePkcs8(EVP_PKEY* pkey);

// EncodeSpki writes the public key as DER SubjectPublicKeyInfo.
Result<Bytes> EncodeSpki(EVP_PKEY* pkey);

}  // namespace keyward::crypto
