"""The invented schools of the demonstration, one module a noun, made from a fixed seed."""
